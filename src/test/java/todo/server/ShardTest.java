package todo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import todo.store.Database;

/// Which shard a list is in, and which worker of the node that has the shard writes it.
class ShardTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aNodeWithAThirdOfTheShardsHasWorkForAllItsWriters(int node, @TempDir Path folder) {
        try (var database = Database.open(folder, 3)) {
            var lists = IntStream.range(0, 3_000)
                    .mapToObj(number -> "list-" + number)
                    .filter(list -> Integer.parseInt(Node.shardOf(list, 12)) % 3 == node)
                    .toList();
            assertThat(lists).hasSizeBetween(800, 1_200);
            for (int worker = 0; worker < 3; worker++) {
                int each = worker;
                assertThat(lists.stream()
                                .filter(list -> database.workerOf(list) == each)
                                .count())
                        .isBetween(lists.size() / 4L, lists.size() / 2L);
            }
        }
    }

    @Test
    void allNodesHaveAListInTheSameShard() {
        assertThat(Node.shardOf("bob", 12)).isEqualTo("3");
        assertThat(Node.shardOf("Einkäufe", 60)).isEqualTo("34");
    }
}
