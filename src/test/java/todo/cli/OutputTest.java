package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import todo.terminal.CheckedOutput;
import todo.terminal.Terminal;

/// What can't be printed is an error, whatever the command.
class OutputTest extends ServedTest {
    private static CommandLineRun run(OutputStream out, String... arguments) {
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                CheckedOutput.print("standard output", out, true),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                0,
                CommandLineRun.CLOCK,
                new HashMap<>(environment()));
        return new CommandLineRun(new Commands(terminal).run(arguments), "", err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export LIST",
                "show LIST",
                "show LIST 1",
                "show LIST --json",
                "lists",
                "lists --json",
                "history LIST",
                "history LIST --json",
                "search one",
                "add LIST two",
                "edit LIST 1 --title x",
                "done LIST 1",
                "describe LIST --title x",
                "move LIST 1 --to other",
                "rm LIST 1",
                "undo LIST",
                "drop LIST --yes",
                "restore --list LIST --at 1",
                "version",
                "settings",
                "settings --json",
                "completion bash",
                "--help",
                "add --help"
            })
    void aFullDiskEndsEachCommandWithAnError(String command) throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full here");
        String name = "full " + command;
        printed("add", name, "one");
        String[] arguments = command.split(" ");
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = arguments[i].equals("LIST") ? name : arguments[i];
        }
        try (var full = Files.newOutputStream(Path.of("/dev/full"))) {
            assertThat(run(full, arguments))
                    .isEqualTo(new CommandLineRun(3, "", "can't write standard output: No space left on device\n"));
        }
    }

    @Test
    void theProgramEndsQuietlyWhenNobodyReadsOn(@TempDir Path folder) throws IOException, InterruptedException {
        try (var program = Program.start(folder, "settings", "--data", "x".repeat(100_000))) {
            program.stopReading();
            var ended = program.ended();
            assertThat(ended.code()).isEqualTo(141);
            assertThat(ended.err()).isEmpty();
        }
    }

    @Test
    void aFileThatCanNotBeWrittenToItsEndIsNotThere(@TempDir Path folder) throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full here");
        printed("add", list, "one");
        Files.createSymbolicLink(folder.resolve("list.json.part"), Path.of("/dev/full"));
        String file = folder.resolve("list.json").toString();
        assertThat(run("export", list, "--out", file))
                .isEqualTo(new CommandLineRun(3, "", "can't write " + file + ".part: No space left on device\n"));
        assertThat(folder).isEmptyDirectory();
    }
}
