package todo.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.account.Caller;
import todo.list.Edit;
import todo.list.ListBeingMade;
import todo.server.Outcome;
import todo.server.TodoSystem;
import todo.store.Request;

class BackupUnderLoadTest {
    private static final int WRITERS = 16;
    private static final int LISTS = 12;

    @TempDir
    private Path folder;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final CountDownLatch begun = new CountDownLatch(WRITERS * 50);

    /// Adds entries, renames them, and sends them from list to list, without ever removing one.
    private void write(TodoSystem system, int writer) {
        var random = new Random(writer);
        for (int i = 0; !enough.get(); i++) {
            String title = "w" + writer + " " + i;
            String list = "list " + random.nextInt(LISTS);
            var added = Fixture.make(system, list, ListBeingMade.adding(title))
                    .entries()
                    .getFirst();
            acknowledged.add(added.uid());
            if (random.nextBoolean()) {
                Fixture.make(system, list, ListBeingMade.amending(added, ListBeingMade.title(title + " again")));
            }
            int to = random.nextInt(LISTS);
            if (!list.equals("list " + to)) {
                Fixture.make(system, list, new Edit.Send(added.id(), "list " + to));
            }
            begun.countDown();
        }
    }

    @Test
    void aBackupMadeWhileManyWriteHasEachListAsItWasAndEachEntryOnce() throws Exception {
        var file = folder.resolve("all.backup");
        Set<String> before;
        Summary summary;
        try (var system = Fixture.start(folder.resolve("data"), 3)) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int writer = 0; writer < WRITERS; writer++) {
                    int number = writer;
                    var _ = threads.submit(() -> write(system, number));
                }
                begun.await();
                before = new HashSet<>(acknowledged);
                summary = backUp(system, file);
                enough.set(true);
            }
            assertThat(acknowledged).hasSizeGreaterThan(before.size());
            assertThat(Restoring.toFolder(file, folder.resolve("new"), 5)).isEqualTo(summary);
            isSame(system, before);
        }
    }

    private static Summary backUp(TodoSystem system, Path file) throws IOException {
        var fetched = system.backups().toFetch();
        return Backup.write(file, out -> java.nio.file.Files.copy(fetched, out));
    }

    private void isSame(TodoSystem original, Set<String> before) throws Exception {
        try (var restored = Fixture.start(folder.resolve("new"), 0)) {
            List<String> uids = new ArrayList<>();
            for (int list = 0; list < LISTS; list++) {
                String name = "list " + list;
                Fixture.entries(restored, name).forEach(entry -> uids.add(entry.uid()));
                var history = Fixture.history(restored, name);
                var whole = Fixture.history(original, name);
                int common = 0;
                while (common < history.size()
                        && common < whole.size()
                        && history.get(common).equals(whole.get(common))) {
                    common++;
                }
                // Beyond it there is only what was on its way to this list and arrived when it was started.
                assertThat(history.subList(common, history.size()))
                        .allMatch(change -> change.what() instanceof todo.list.Change.MovedIn);
            }
            assertThat(uids).doesNotHaveDuplicates().containsAll(before);
        }
    }

    @Test
    void aRequestThatWasMadeBeforeTheBackupIsNotMadeAgainAfterARestore() throws IOException {
        var file = folder.resolve("all.backup");
        var request = new Request("key", "digest");
        var edit = ListBeingMade.adding("milk");
        try (var system = Fixture.start(folder.resolve("data"), 3)) {
            var _ = system.todos()
                    .call(Caller.OWNER, "bob", edit, List.of(), request)
                    .join();
            backUp(system, file);
        }
        Restoring.toFolder(file, folder.resolve("new"), 2);
        try (var system = Fixture.start(folder.resolve("new"), 0)) {
            var outcome = system.todos()
                    .call(Caller.OWNER, "bob", edit, List.of(), request)
                    .join();
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Done.class,
                            done -> assertThat(done.replayed()).isTrue());
            assertThat(Fixture.entries(system, "bob")).hasSize(1);
        }
    }
}
