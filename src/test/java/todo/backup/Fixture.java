package todo.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import todo.TestClock;
import todo.account.Caller;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.ListBeingMade;
import todo.server.Answer;
import todo.server.Outcome;
import todo.server.Question;
import todo.server.TodoSystem;
import todo.store.Database;
import todo.store.ListSummary;

/// Lists to be backed up, and what is looked at of those that were restored.
final class Fixture {
    private Fixture() {}

    static TodoSystem start(Path folder, int workers) {
        return TodoSystem.start(
                new TodoSystem.Settings(folder, workers, Duration.ofHours(1), Duration.ofMinutes(1), new TestClock()));
    }

    static Outcome.Done make(TodoSystem system, String list, Edit edit) {
        var outcome = system.todos().edit(Caller.OWNER, list, edit);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    static Entry add(TodoSystem system, String list, String title) {
        return make(system, list, ListBeingMade.adding(title)).entries().getFirst();
    }

    /// A folder with a few lists of all kinds.
    static Path filled(Path folder) {
        try (var system = start(folder, 3)) {
            var milk = add(system, "groceries", "milk");
            add(system, "groceries", "bread");
            add(system, "work \"ü\" 😀", "report");
            make(system, "groceries", new Edit.Send(milk.id(), "party"));
            make(system, "groceries", ListBeingMade.amending(milk2(system), ListBeingMade.title("white bread")));
            add(system, "gone", "x");
            make(system, "gone", new Edit.Drop());
        }
        return folder;
    }

    private static Entry milk2(TodoSystem system) {
        return entries(system, "groceries").getFirst();
    }

    /// A backup of a folder that no server has.
    static Summary backUp(Path folder, Path file) throws IOException {
        try (var database = Database.open(folder, 0)) {
            return Backup.write(file, Backup.of(database::snapshot, Instant.EPOCH, _ -> {}));
        }
    }

    static List<Entry> entries(TodoSystem system, String list) {
        return given(system.todos()
                        .ask(Caller.OWNER, list, new Question.Whole())
                        .join())
                .all();
    }

    static List<Change> history(TodoSystem system, String list) {
        var all = new ArrayList<Change>();
        for (var page = page(system, list, 1); !page.isEmpty(); page = page(system, list, all.size() + 1L)) {
            all.addAll(page);
        }
        return all;
    }

    private static List<Change> page(TodoSystem system, String list, long from) {
        return given(system.todos().history(Caller.OWNER, list, from, Long.MAX_VALUE));
    }

    static <T> T given(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Given.class);
        return ((Answer.Given<T>) answer).value();
    }

    /// All that can be known of each list that is there.
    static Map<String, List<Object>> all(TodoSystem system) {
        Map<String, List<Object>> all = new TreeMap<>();
        String last = "";
        for (var page = lists(system, last); !page.isEmpty(); page = lists(system, last)) {
            for (var list : page) {
                last = list.name();
                all.put(last, List.of(list, entries(system, last), history(system, last)));
            }
        }
        return all;
    }

    private static List<ListSummary> lists(TodoSystem system, String after) {
        return system.todos().lists(Caller.OWNER, after).lists();
    }

    /// Does to the files of a folder that nobody has what a defect or a stranger may do.
    static void execute(Path folder, String sql) throws SQLException {
        for (int worker = 0; worker < 3; worker++) {
            try (var connection =
                            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("todo-" + worker + ".db"));
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
