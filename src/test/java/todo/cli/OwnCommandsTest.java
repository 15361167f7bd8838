package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import todo.settings.Setting;

/// Commands that need no server.
class OwnCommandsTest {
    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Map.of(), arguments);
    }

    @Test
    void settingsMarkWhatIsNotAsItComes() {
        var settings = CommandLineRun.of(Map.of("TODO_IDLE", "1h"), "settings", "--port", "80", "--log-json");
        assertThat(settings.out().lines())
                .anyMatch(line -> line.matches("\\*  --port +80 .*"))
                .anyMatch(line -> line.matches("\\*  --idle +1h .*"))
                .anyMatch(line -> line.matches("\\*  --log-json +true .*"))
                .anyMatch(line -> line.matches("   --host +127.0.0.1 .*"));
    }

    @Test
    void settingsAsMarkdownNameEachWithItsDefault() {
        String table = run("settings", "--markdown").out();
        for (var setting : Setting.values()) {
            assertThat(table).contains("| `--" + setting.option() + "` | ");
        }
        assertThat(table).contains("| `--port` | `7070` | a number from 0 to 65535 | the port it listens on");
    }

    @Test
    void aClusterNeedsADatabaseAndCertificatesWhereOthersCanListen() {
        String db = "jdbc:postgresql://localhost/todo";
        assertThat(run("serve", "--cluster", "127.0.0.1:7171"))
                .isEqualTo(
                        new CommandLineRun(
                                2,
                                "",
                                "--cluster (TODO_CLUSTER) needs --db (TODO_DB): the PostgreSQL database for the lists; else they are in the data folder\n"));
        assertThat(run("serve", "--cluster", "10.0.0.7:7171", "--db", db).err())
                .startsWith("--cluster (TODO_CLUSTER) needs --cluster-tls (TODO_CLUSTER_TLS): ")
                .hasLineCount(1);
        assertThat(run("serve", "--cluster", "127.0.0.1", "--db", db).err())
                .startsWith("--cluster 127.0.0.1 is wrong: it must be a host and a port");
    }

    @Test
    void aWrongSettingEndsTheStart() {
        assertThat(run("--port", "70000"))
                .isEqualTo(new CommandLineRun(2, "", "--port 70000 is wrong: it must be a number from 0 to 65535\n"));
        assertThat(run("serve", "--prot", "80").err())
                .isEqualTo("Unknown options: '--prot', '80'; ./todo serve --help says what it takes\n");
    }

    @Test
    void howManyFilesThereAreToBeIsANumberThatCanBe() {
        for (String wrong : new String[] {"0", "65", "99", "x"}) {
            assertThat(CommandLineRun.of(Map.of(), "reshard", "--workers", wrong))
                    .isEqualTo(new CommandLineRun(
                            2, "", "--workers " + wrong + " is wrong: it must be a number from 1 to 64\n"));
        }
    }

    @Test
    void eachCommandSaysInASentenceWhatItDoesAndItsHelpIsNoWiderThanATerminal() {
        var commands = run("--help")
                .out()
                .lines()
                .filter(line -> line.matches("  [a-z]+ +[A-Z].*"))
                .map(line -> line.strip().replaceAll(" .*", ""))
                .toList();
        assertThat(commands).contains("add", "serve", "prove").hasSizeGreaterThan(25);
        for (String command : commands) {
            assertThat(run(command, "--help").out().lines())
                    .as(command)
                    .allMatch(line -> line.length() <= 80)
                    .noneMatch(line -> line.matches("\\w+( \\w+)?")); // what is left of a line that was too long
        }
        assertThat(run("--help").out().replaceAll("\n {14,}", " ").lines())
                .filteredOn(line -> line.matches("  [a-z]+ +[A-Z].*"))
                .allMatch(line -> line.endsWith("."));
    }

    @Test
    void versionTellsTheJavaToo() {
        assertThat(run("version").out()).matches("todo .+ \\(Java 2[5-9].*\\)\n");
        assertThat(run("--version").out()).isEqualTo(run("version").out());
        assertThat(run("version", "--json").out()).startsWith("{\"version\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completionKnowsTheCommands(String shell) {
        assertThat(run("completion", shell).out()).contains("--due", "history").doesNotContain("train");
    }

    @Test
    void completionForAnotherShellIsRefused() {
        assertThat(run("completion", "fish"))
                .isEqualTo(new CommandLineRun(2, "", "there is completion for bash and zsh, not for fish\n"));
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(run("--help").out())
                .contains("add ", "show ", "shell ", "serve ")
                .doesNotContain("train");
        assertThat(run("add", "--help").out()).contains("--due=WHEN").contains("todo add");
    }
}
