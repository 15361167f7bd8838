package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.TestClock;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Field;
import todo.list.TodoList;

@Tag("postgres")
class KillTest {
    private static final int LISTS = 6;
    private static final int ENOUGH = 26_000;

    /// Stores without end, and prints each list and version once it is told that it is stored.
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws InterruptedException {
            var folder = Path.of(arguments[0]);
            var database = arguments.length == 1
                    ? Database.open(folder, 1)
                    : Database.open(
                            new DatabaseAddress(arguments[1], null), folder, 1, Period.ZERO, new TestClock(), false);
            var lists = new ArrayList<Stored>();
            for (int i = 0; i < LISTS; i++) {
                lists.add(new Stored(database, "list-" + i));
            }
            var room = new java.util.concurrent.Semaphore(2_000);
            for (int i = 0; ; i++) {
                int list = i % LISTS;
                room.acquire();
                var step = lists.get(list).step(edit(i, lists.get(list).list()), null, null);
                long version = lists.get(list).list().version();
                database.store(step.write());
                var _ = step.done().thenAccept(reason -> {
                    System.out.println(reason == null ? list + " " + version : "failed " + reason);
                    room.release();
                });
            }
        }
    }

    private static Edit edit(int i, TodoList list) {
        long first = Math.max(1, list.lastId() - 50);
        return switch (i % 11) {
            case 3, 4 ->
                list.entry(first) == null ? adding("t" + i) : new Edit.Amend(first, List.of(new Field.Notes("n" + i)));
            case 5 -> list.entry(list.lastId()) == null ? adding("t" + i) : new Edit.Remove(list.lastId());
            default -> adding("t" + i);
        };
    }

    @Test
    void whatAKilledServerHadAcknowledgedIsThere(@TempDir Path folder) throws IOException, InterruptedException {
        var acknowledged = new HashMap<Integer, Long>();
        var db = Kind.of(folder);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@src/main/launch/jvm.options",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString()));
        if (db != null) {
            command.add(db.url());
        }
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < ENOUGH; i++) {
                read(out, acknowledged);
            }
            process.toHandle().destroyForcibly();
            while (read(out, acknowledged)) {}
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).isNotZero();
        assertThat(acknowledged).hasSize(LISTS);
        try (var database = Kind.open(folder, 0)) {
            acknowledged.forEach((list, version) -> check(database, "list-" + list, version));
        }
    }

    /// `false` at the end; a last line may be cut off.
    private static boolean read(BufferedReader out, Map<Integer, Long> acknowledged) throws IOException {
        String line = out.readLine();
        if (line != null && line.matches("[0-9]+ [0-9]+")) {
            String[] parts = line.split(" ", 2);
            acknowledged.merge(Integer.valueOf(parts[0]), Long.valueOf(parts[1]), Math::max);
        } else if (line != null) {
            assertThat(line).doesNotContain("failed");
        }
        return line != null;
    }

    private static void check(Database database, String name, long acknowledged) {
        var list = database.load(name).join().list();
        assertThat(list.version()).isGreaterThanOrEqualTo(acknowledged);
        List<Change> changes = new ArrayList<>();
        while (changes.size() < list.version()) {
            var page =
                    database.changes(name, changes.size() + 1, list.version()).join();
            assertThat(page).isNotEmpty();
            changes.addAll(page);
        }
        var again = TodoList.EMPTY;
        for (var change : changes) {
            again = again.with(change);
        }
        assertThat(again.all()).isEqualTo(list.all());
    }
}
