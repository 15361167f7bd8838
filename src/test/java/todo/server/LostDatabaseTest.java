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
import org.junit.jupiter.params.provider.EnumSource;
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

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"REFUSED", "UNANSWERED"})
    void theOthersGoOnWithItsListsAndItComesBackByItself(State state) throws Exception {
        try (var servers = new ServersHere(folder, 1, Duration.ofHours(1))) {
            servers.addLinked(folder);
            servers.awaitEachOther();
            LISTS.forEach(list -> servers.make(0, list, ListBeingMade.adding("before")));
            while (LISTS.stream().noneMatch(list -> servers.home(list) == 1)) {
                Thread.onSpinWait(); // until it has a share of them
            }
            servers.link().set(state);
            LISTS.forEach(list -> servers.insist(0, list, "meanwhile"));
            LISTS.forEach(list -> assertThat(servers.titles(0, list)).containsExactly("before", "meanwhile"));
            servers.link().set(State.OPEN);
            servers.awaitEachOther();
            LISTS.forEach(list -> servers.insist(1, list, "after"));
            LISTS.forEach(list -> assertThat(servers.titles(0, list)).containsExactly("before", "meanwhile", "after"));
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
            servers.addLinked(folder);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
