package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import todo.list.Change;
import todo.list.ListBeingMade;
import todo.store.Kind;

/// Servers that lose their right to write, and those who watch there.
@Timeout(120)
class LeftOutTest {
    private static final List<String> LISTS =
            IntStream.range(0, 12).mapToObj(number -> "list " + number).toList();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /// What another server does that takes this one's lists over.
    private static void takeOver(ServersHere servers, int number) {
        String node = " LIKE '%%:%d#%%'".formatted(servers.port(number));
        Kind.execute(servers.database(), "DELETE FROM fence WHERE node" + node + "; DELETE FROM node WHERE id" + node);
    }

    @Test
    void whatItStillWantsToWriteIsRefusedAndItJoinsAnewByItself() throws Exception {
        try (var servers = new ServersHere(folder, 2, Duration.ofHours(1))) {
            LISTS.forEach(list -> servers.make(0, list, ListBeingMade.adding("before")));
            var theirs = LISTS.stream().filter(list -> servers.home(list) == 1).toList();
            assertThat(theirs).isNotEmpty();
            try (var all = servers.watchAll(0, LISTS);
                    var one = Running.given(servers.todos(0).watch(ServersHere.OWNER, theirs.getFirst(), 0L))) {
                takeOver(servers, 1);
                var late = servers.todos(1).edit(ServersHere.OWNER, theirs.getFirst(), ListBeingMade.adding("late"));
                assertThat(late).isInstanceOf(Outcome.Failed.class);
                LISTS.forEach(list -> servers.insist(0, list, "after"));
                assertThatThrownBy(() -> hearAll(all)).isInstanceOf(Watch.Ended.class);
                assertThat(one.next(ServersHere.LONG))
                        .extracting(Change::version)
                        .startsWith(1L);
            }
            servers.awaitEachOther();
            LISTS.forEach(list -> servers.insist(1, list, "again"));
            for (String list : LISTS) {
                assertThat(servers.titles(0, list)).containsExactly("before", "after", "again");
                assertThat(Running.given(servers.todos(1).history(ServersHere.OWNER, list, 1, Long.MAX_VALUE)))
                        .extracting(Change::version)
                        .isEqualTo(
                                LongStream.rangeClosed(1, servers.list(1, list).version())
                                        .boxed()
                                        .toList());
            }
        }
    }

    private static void hearAll(WatchAll watch) throws InterruptedException, Watch.Ended {
        while (true) {
            watch.next(ServersHere.LONG);
        }
    }

    @Test
    void aListThatNobodyUsesIsLetGo() throws Exception {
        try (var servers = new ServersHere(folder, 1, Duration.ofMillis(400))) {
            servers.make(0, "bob", ListBeingMade.adding("milk"));
            while (servers.system(0).inside().look().awake() > 0) {
                Thread.onSpinWait();
            }
            assertThat(servers.titles(0, "bob")).containsExactly("milk");
        }
    }

    @Test
    void whatOneHadInOrderTheOtherHasWhenItIsGone() throws Exception {
        try (var servers = new ServersHere(folder, 2, Duration.ofHours(1))) {
            LISTS.forEach(list -> servers.make(0, list, ListBeingMade.adding("before")));
            try (var all = servers.watchAll(0, LISTS)) {
                servers.close(1);
                LISTS.forEach(list -> servers.insist(0, list, "after"));
                assertThatThrownBy(() -> hearAll(all)).isInstanceOf(Watch.Ended.class);
            }
            LISTS.forEach(list -> assertThat(servers.titles(0, list)).containsExactly("before", "after"));
        }
    }
}
