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

    /// The original's smoke test, through the real prompt: what was added is there after a `kill -9`.
    @Test
    void itsSessionAtThePromptGoesAsShown(@TempDir Path folder) throws Exception {
        List<String> session = new ArrayList<>(section("<!-- shell -->", "## What it is not"));
        List<String> outcomes = new ArrayList<>();
        Program shell = null;
        try {
            for (String line : session) {
                if (line.equals("$ ./todo shell")) {
                    shell = Program.start(folder, "shell");
                } else if (shell != null && line.startsWith("jshell> ")) {
                    shell.say(line.substring("jshell> ".length()) + "\n");
                } else if (shell != null && line.contains(" ==> ")) {
                    assertThat(shell.line()).isEqualTo(line);
                    outcomes.add(line);
                } else if (shell != null && line.startsWith("$ kill -9")) {
                    shell.kill();
                    outcomes.add("killed");
                }
            }
        } finally {
            if (shell != null) {
                shell.close();
            }
        }
        assertThat(outcomes).hasSize(3).element(1).isEqualTo("killed");
    }
}
