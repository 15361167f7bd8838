package todo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import todo.list.ListBeingMade;
import todo.prove.DatabaseLink.State;
import todo.store.Kind;

/// One of several servers, which loses the database that the others still reach.
@Timeout(240)
class LostDatabaseTest {
    private static final List<String> LISTS =
            IntStream.range(0, 12).mapToObj(number -> "list " + number).toList();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /// @param number of the one that loses it; the first says where lists are
    @ParameterizedTest
    @CsvSource({"REFUSED,1", "UNANSWERED,1", "REFUSED,0"})
    void theOtherGoesOnWithItsListsAndItComesBackByItself(State state, int number) throws Exception {
        int other = 1 - number;
        try (var servers = new ServersHere(folder, 0, Duration.ofHours(1))) {
            servers.add(folder, number == 0);
            servers.add(folder, number == 1);
            servers.awaitEachOther();
            LISTS.forEach(list -> servers.make(other, list, ListBeingMade.adding("before")));
            while (LISTS.stream().noneMatch(list -> servers.home(list) == number)) {
                Thread.onSpinWait(); // until it has a share of them
            }
            servers.link().set(state);
            LISTS.forEach(list -> servers.insist(other, list, "meanwhile"));
            LISTS.forEach(list -> assertThat(servers.titles(other, list)).containsExactly("before", "meanwhile"));
            servers.link().set(State.OPEN);
            servers.awaitEachOther();
            LISTS.forEach(list -> servers.insist(number, list, "after"));
            LISTS.forEach(
                    list -> assertThat(servers.titles(other, list)).containsExactly("before", "meanwhile", "after"));
        }
    }

    private static long up(ServersHere servers) {
        return servers.system(0).servers().stream()
                .filter(server -> server.state().equals("up"))
                .count();
    }

    @Test
    void whoCanTakeNoLeaseDoesNotStayAMember() throws Exception {
        try (var servers = new ServersHere(folder, 1, Duration.ofHours(1))) {
            Kind.execute(servers.database(), """
                    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION 'no more servers'; END $$;
                    CREATE TRIGGER refuse BEFORE INSERT ON node EXECUTE FUNCTION refuse()""");
            var starting = CompletableFuture.runAsync(() -> add(servers), Thread::startVirtualThread);
            while (up(servers) < 2) {
                Thread.onSpinWait();
            }
            while (up(servers) > 1) {
                Thread.onSpinWait();
            }
            Kind.execute(servers.database(), "DROP TRIGGER refuse ON node");
            starting.join();
            servers.awaitEachOther();
        }
    }

    private void add(ServersHere servers) {
        try {
            servers.add(folder, true);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
