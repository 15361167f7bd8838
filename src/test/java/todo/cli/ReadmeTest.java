package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows is what the program does.
class ReadmeTest {
    private static List<String> section(String begin, String end) throws IOException {
        var lines = Files.readAllLines(Path.of("README.md"));
        int first = lines.indexOf(begin) + 1;
        assertThat(first).as("where README.md has " + begin).isPositive();
        var rest = lines.subList(first, lines.size());
        return rest.subList(0, rest.indexOf(end));
    }

    @Test
    void itsSettingsAreThoseThereAre() throws IOException {
        assertThat(String.join("\n", section("<!-- settings -->", "<!-- /settings -->")) + "\n")
                .isEqualTo(SettingsCommand.markdown());
    }

    /// Bash and zsh take `!` in double quotes for a command of their history; zsh takes no comments where one types.
    @Test
    void itsCommandsMeanInBashAndZshWhatTheySay() throws IOException {
        boolean code = false;
        List<String> commands = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            if (line.startsWith("```")) {
                code = !code;
            } else if (code && line.matches("(\\$ |\\./).*")) {
                commands.add(line.replaceFirst("^\\$ ", ""));
            }
        }
        assertThat(commands)
                .hasSizeGreaterThan(10)
                .allSatisfy(command ->
                        assertThat(command.replaceAll("'[^']*'", "")).doesNotContainPattern("[!#\\[\\]*?\"`…<>()]"));
    }

    /// The original's smoke test, through the real prompt: what was added is there after a `kill -9`.
    @Test
    void itsSessionAtThePromptGoesAsShown(@TempDir Path folder) throws Exception {
        List<String> outcomes = new ArrayList<>();
        Program shell = null;
        try {
            for (String line : section("<!-- shell -->", "## What it is not")) {
                if (line.startsWith("$ ./todo shell --data ")) {
                    String data = line.substring("$ ./todo shell --data ".length());
                    shell = Program.start(
                            folder, "shell", "--data", folder.resolve(data).toString());
                } else if (shell != null && line.startsWith("jshell> ")) {
                    shell.say(line.substring("jshell> ".length()) + "\n");
                } else if (shell != null && line.contains(" ==> ")) {
                    assertThat(shell.line()).matches("\\Q" + line.replace("…", "\\E.*\\Q") + "\\E");
                    outcomes.add(line);
                } else if (shell != null && line.equals("Killed")) {
                    assertThat(shell.ended().code()).isEqualTo(128 + 9);
                    outcomes.add(line);
                }
            }
            assertThat(shell).isNotNull();
            assertThat(shell.ended().code()).isZero();
        } finally {
            if (shell != null) {
                shell.close();
            }
        }
        assertThat(outcomes).hasSize(7).element(2).isEqualTo("Killed");
    }
}
