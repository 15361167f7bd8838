package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import todo.settings.Setting;
import todo.settings.Settings;

/// Tests of commands that talk to a server: it runs once a class, and each test has a list of its own.
abstract class ServedTest {
    @TempDir
    private static Path folder;

    private static Running running;
    private static Map<String, String> environment;

    String list = "";

    @BeforeAll
    static void start() throws IOException {
        Log.start(false, System.err);
        var settings =
                Settings.read(Map.of(Setting.DATA, List.of(folder.toString()), Setting.PORT, List.of("0")), Map.of());
        running = Running.start(settings, CommandLineRun.CLOCK, Map.of());
        environment = Map.of(
                "TODO_SERVER",
                running.address().toString(),
                "TODO_TOKEN",
                running.token().value());
    }

    @AfterAll
    static void end() {
        running.close();
    }

    @BeforeEach
    void name(TestInfo test) {
        list = test.getTestMethod().orElseThrow().getName();
    }

    static Map<String, String> environment() {
        return environment;
    }

    static CommandLineRun run(String... arguments) {
        return CommandLineRun.of(environment, arguments);
    }

    /// What a command prints that goes well and says nothing beside.
    static String printed(String... arguments) {
        var run = run(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(0);
        return run.out();
    }

    /// That a rule refuses a command with this sentence.
    static void refused(String sentence, String... arguments) {
        assertThat(run(arguments)).isEqualTo(new CommandLineRun(1, "", sentence + "\n"));
    }

    /// That a command can't be made out, for this reason.
    static void unreadable(String sentence, String... arguments) {
        assertThat(run(arguments)).isEqualTo(new CommandLineRun(2, "", sentence + "\n"));
    }
}
