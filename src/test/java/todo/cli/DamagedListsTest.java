package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.account.Caller;
import todo.list.ListBeingMade;
import todo.server.TodoSystem;
import todo.settings.Setting;
import todo.settings.Settings;

/// `./todo lists` where one of them is damaged on disk.
class DamagedListsTest {
    @Test
    void theOthersAreListedTheDamagedOneIsNamedAndTheExitCodeSaysSo(@TempDir Path folder) throws Exception {
        try (var system = TodoSystem.start(folder)) {
            for (String list : List.of("ann", "bob")) {
                var _ = system.todos().edit(Caller.OWNER, list, ListBeingMade.adding("milk"));
            }
        }
        for (int file = 0; file < 3; file++) {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("todo-" + file + ".db"));
                    var statement = connection.createStatement()) {
                statement.execute("UPDATE list SET sum = sum + 1 WHERE name = 'bob'");
            }
        }
        var settings =
                Settings.read(Map.of(Setting.DATA, List.of(folder.toString()), Setting.PORT, List.of("0")), Map.of());
        try (var running = Running.start(settings, CommandLineRun.CLOCK, Map.of())) {
            var environment = Map.of(
                    "TODO_SERVER",
                    running.address().toString(),
                    "TODO_TOKEN",
                    running.token().value());
            var lists = CommandLineRun.of(environment, "lists");
            assertThat(lists.out().lines()).singleElement().asString().startsWith("ann");
            assertThat(lists.err()).startsWith("the list \"bob\" is damaged: ").hasLineCount(1);
            assertThat(lists.code()).isEqualTo(3);
            var json = CommandLineRun.of(environment, "lists", "--json");
            assertThat(json.out()).contains("\"name\":\"ann\"", "\"damaged\":");
            assertThat(json.code()).isEqualTo(3);
        }
    }
}
