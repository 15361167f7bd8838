package todo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import todo.list.Edit;
import todo.list.ListBeingMade;
import todo.store.Request;

/// Servers leave in order, one after the other, while clients ask the one that stays.
@Timeout(120)
class LeavingTest {
    private static final int STAYS = 2;
    private static final int CLIENTS = 8;
    private static final int ENOUGH = 40;

    @TempDir
    private Path folder;

    private final List<String> lists =
            IntStream.range(0, 24).mapToObj(number -> "list " + number).toList();
    private final Queue<Outcome> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger moved = new AtomicInteger();
    private final Semaphore moves = new Semaphore(0);
    private volatile boolean ending;

    @Test
    void nobodyHasToAskAgain() throws Exception {
        try (var servers = new ServersHere(folder, 3, Duration.ofHours(1))) {
            lists.forEach(list -> servers.make(0, list, ListBeingMade.adding("first")));
            List<Thread> clients = new ArrayList<>();
            for (int number = 0; number < CLIENTS; number++) {
                int first = number;
                clients.add(Thread.ofVirtual().start(() -> work(servers.todos(STAYS), first)));
            }
            moves.acquire(ENOUGH);
            servers.close(0); // which says where lists are
            moves.acquire(ENOUGH);
            servers.close(1);
            moves.acquire(ENOUGH);
            ending = true;
            for (var client : clients) {
                client.join();
            }
            assertThat(failures).isEmpty();
            assertThat(lists.stream()
                            .mapToInt(list -> servers.titles(STAYS, list).size())
                            .sum())
                    .isEqualTo(lists.size() + moved.get());
        }
    }

    /// Adds an entry to a list and moves it to another, again and again.
    private void work(Todos todos, int first) {
        for (int step = first; !ending; step++) {
            String from = lists.get(step % lists.size());
            String to = lists.get((step + 7) % lists.size());
            if (!(call(todos, from, adding(first)) instanceof Outcome.Done added)
                    || !(call(
                                    todos,
                                    from,
                                    new Edit.Send(added.entries().getFirst().id(), to))
                            instanceof Outcome.Done)) {
                moves.release(10 * ENOUGH);
                return;
            }
            moved.incrementAndGet();
            moves.release();
        }
    }

    private Edit adding(int client) {
        return ListBeingMade.adding("entry " + client + " " + asked.get());
    }

    private Outcome call(Todos todos, String list, Edit edit) {
        var request = new Request("key " + asked.incrementAndGet(), "");
        var outcome =
                todos.call(ServersHere.OWNER, list, edit, List.of(), request).join();
        if (!(outcome instanceof Outcome.Done)) {
            failures.add(outcome);
        }
        return outcome;
    }
}
