package todo.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import todo.json.ChangeJson;
import todo.json.EntryJson;
import todo.json.Json;
import todo.list.Edit;
import todo.list.ListProperties;
import todo.list.Result;
import todo.list.SomeEdits;
import todo.list.TodoList;

/// A small data folder as the code of today makes it, with a text of all that is in it: the fixture of its schema.
///
/// `CONTRIBUTING.md` says when to make one.
final class FolderOfThisSchema {
    private static final int STEPS = 120;

    private FolderOfThisSchema() {}

    /// @param arguments the folder to make
    public static void main(String[] arguments) throws IOException, SQLException {
        var folder = Path.of(arguments[0]);
        try (var database = Database.open(folder, 2)) {
            var bob = new Stored(database, "bob").add("Save me!").add("Buy milk");
            bob.store(new Edit.Remove(2));
            request(database, bob, "the key");
            some(new Stored(database, "قائمة 😀"), 7);
            some(new Stored(database, "many edits"), 11);
            var dropped = new Stored(database, "dropped").add("gone");
            dropped.store(new Edit.Describe(new ListProperties("Dropped", "#00ff00", 2)))
                    .store(new Edit.Drop());
            send(database, new Stored(database, "sender").add("stays").add("on its way"));
        }
        for (int worker = 0; worker < 2; worker++) {
            Stored.execute(folder.resolve("todo-" + worker + ".db"), "VACUUM");
        }
        Files.deleteIfExists(folder.resolve("lock"));
        try (var database = Database.open(folder, 0)) {
            Files.writeString(folder.resolve("expected.txt"), text(database));
        }
        Files.deleteIfExists(folder.resolve("lock"));
    }

    private static void request(Database database, Stored list, String key) {
        var edit = new Edit.Describe(new ListProperties("Bob's", "", 1));
        var step = list.step(edit, new Request(key, "the digest"), null);
        database.store(step.write());
        step.done().join();
    }

    private static void send(Database database, Stored list) {
        var step = list.step(new Edit.Send(2, "bob"), null, new Sending("bob", List.of()));
        database.store(step.write());
        step.done().join();
    }

    private static void some(Stored list, long seed) {
        var some = new SomeEdits(seed);
        for (int i = 0; i < STEPS; i++) {
            var edit = some.next(list.list(), list.changes());
            if (list.list().apply(edit, List.of(), "tester", list.list().changedAt()) instanceof Result.Changed changed
                    && !changed.changes().isEmpty()) {
                list.store(edit);
            }
        }
    }

    /// All that the lists in `database` are and were, a line for each thing.
    static String text(Database database) {
        var text = new StringBuilder();
        for (String name : List.of("bob", "قائمة 😀", "many edits", "dropped", "sender")) {
            var loaded = database.load(name).join();
            append(text, name, loaded.list());
            loaded.sendings()
                    .forEach(sending -> text.append(
                            "sending %d to %d, to %s\n".formatted(sending.first(), sending.last(), sending.to())));
            database.changes(name, 1, Long.MAX_VALUE)
                    .join()
                    .forEach(change -> text.append("change %d at %s by %s: %s\n"
                            .formatted(change.version(), change.at(), change.by(), utf8(ChangeJson.write(change)))));
        }
        var answered = database.answered("bob", "the key").join();
        return text.append("the key: ")
                .append(answered == null ? "none" : answered.digest())
                .append('\n')
                .toString();
    }

    private static void append(StringBuilder text, String name, TodoList list) {
        text.append("list %s at %d of %s, last id %d, %s, properties %s\n"
                .formatted(
                        name,
                        list.version(),
                        list.changedAt(),
                        list.lastId(),
                        list.alive() ? "alive" : "dropped",
                        utf8(Json.write(json -> ChangeJson.write(json, list.properties())))));
        list.all().forEach(entry -> text.append(utf8(EntryJson.write(entry))).append('\n'));
    }

    private static String utf8(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }
}
