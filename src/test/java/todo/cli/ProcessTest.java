package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import todo.store.Kind;

/// The program as a process: what the operating system sees of it.
class ProcessTest {
    @TempDir
    private Path folder;

    private Program.Ended run(String... arguments) throws IOException, InterruptedException {
        try (var program = Program.start(folder, arguments)) {
            return program.ended();
        }
    }

    @Test
    void thePromptTakesStatementsFromItsInput() throws IOException, InterruptedException {
        try (var shell = Program.start(folder, "shell")) {
            shell.say("var bob = todos.list(\"bob\")\nbob.add(\"Save me!\", \"someday\")\nbob\n");
            assertThat(shell.line()).startsWith("|  Exception todo.shell.Refused: \"someday\" is not a day or a time;");
            assertThat(shell.line()).isEqualTo("bob ==> bob: nothing");
            shell.say("/exit 7\n");
            assertThat(shell.ended()).isEqualTo(new Program.Ended(7, "", ""));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'todos.list(\"bob\").add(\"x\")', 0",
        "nonsense, 1",
        "/nonsense, 1",
        "'1 / 0', 1",
        "'\"|  Error: \"', 0"
    })
    void statementsThatFailAreSeenByTheExitCode(String statement, int code) throws Exception {
        try (var shell = Program.start(folder, "shell")) {
            shell.say(statement + "\n1 + 1\n");
            assertThat(shell.ended().code()).isEqualTo(code);
        }
    }

    @Test
    void aBusyPortIsSaidInOneSentence() throws IOException, InterruptedException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ended = run("serve", "--port", String.valueOf(taken.getLocalPort()));
            assertThat(ended.code()).isEqualTo(3);
            assertThat(ended.err())
                    .isEqualTo(
                            "can't listen on 127.0.0.1:%d: address already in use; stop what has it or give --port another number\n"
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void aBusyPortForTheOtherServersIsSaidInOneSentence() throws IOException, InterruptedException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            var ended = run("serve", "--port", "0", "--db", Kind.url(Kind.fresh()), "--cluster", address);
            assertThat(ended.code()).isEqualTo(3);
            assertThat(ended.err().lines().filter(line -> !line.contains("fsync = off")))
                    .singleElement(STRING)
                    .startsWith("can't listen for other servers at " + address + ": ")
                    .endsWith("; give --cluster another port or address");
        }
    }

    @Test
    void aFolderThatCanNotBeMadeIsSaidInOneSentence() throws IOException, InterruptedException {
        var file = Files.createFile(folder.resolve("file"));
        var ended = run("serve", "--port", "0", "--data", file.resolve("data").toString());
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err())
                .startsWith("can't make the folder " + file.resolve("data") + ": ")
                .hasLineCount(1);
    }

    @Nested
    class WithAServer {
        private Program serve(String... more) throws IOException {
            String[] arguments = new String[more.length + 3];
            arguments[0] = "serve";
            arguments[1] = "--port";
            arguments[2] = "0";
            System.arraycopy(more, 0, arguments, 3, more.length);
            return Program.start(folder, arguments);
        }

        @Test
        void theFirstStartPrintsTheLinkAndSigtermIsACleanEnd() throws IOException, InterruptedException {
            try (var server = serve()) {
                String link = server.lineWith("#token=");
                assertThat(link).matches("Open http://127\\.0\\.0\\.1:[0-9]+/#token=[A-Za-z0-9_-]{43}");
                String address = link.substring("Open ".length(), link.indexOf("/#"));
                assertThat(run("add", "bob", "Save me!", "--server", address).out())
                        .isEqualTo("added 1 to bob: Save me!");
                server.terminate();
                var ended = server.ended();
                assertThat(ended.code()).isEqualTo(0);
                assertThat(ended.err())
                        .hasLineCount(2)
                        .contains("INFO: listening at " + address)
                        .endsWith("INFO: ending\n");
                assertThat(ended.err()).doesNotContain(link.substring(link.indexOf("token=") + 6));
                assertThat(run("show", "bob", "--server", address).code()).isEqualTo(3);
            }
        }

        /// Where the launcher has the lock that clients wait for.
        @Test
        void itClosesItsStandardInputWhenItListens() throws IOException {
            try (var server = serve()) {
                var _ = server.lineWith("#token=");
                assertThatIOException().isThrownBy(() -> server.say("anybody?")).withMessageContaining("Broken pipe");
            }
        }

        @Test
        void aSecondOneOnTheSameFolderIsRefusedByPid() throws IOException, InterruptedException {
            try (var server = serve()) {
                var _ = server.lineWith("#token=");
                var ended = run("serve", "--port", "0");
                assertThat(ended)
                        .isEqualTo(new Program.Ended(
                                3,
                                "",
                                "can't open %s: another server has it (pid %d); stop it or give --data another folder\n"
                                        .formatted(folder.resolve("data"), server.pid())));
                assertThat(run("shell").err())
                        .startsWith("if a server has the lists, attach to it: ./todo shell --server");
            }
        }

        @Test
        void thePromptCanBeAttachedToIt() throws IOException, InterruptedException {
            try (var server = serve("--log-json")) {
                String link = server.lineWith("#token=");
                String address = link.substring("Open ".length(), link.indexOf("/#"));
                try (var shell = Program.start(folder, "shell", "--server", address)) {
                    shell.say("var bob = todos.list(\"bob\")\nbob.add(\"Save me!\", \"2023-01-01\")\nbob.add(\"\")\n");
                    assertThat(shell.lineWith("Save me!")).endsWith("==> 1  Save me!  1 Jan 2023");
                    assertThat(shell.lineWith("Refused"))
                            .isEqualTo("|  Exception todo.shell.Refused: \"title\" must not be blank");
                    shell.say("bob.state()\nbob.mailbox()\ndatabase.workerOf(\"bob\")\n");
                    assertThat(shell.lineWith("==>"))
                            .endsWith("==> bob: awake, worker 1, entries 1, version 1, mailbox 0, waiting 0");
                    assertThat(shell.lineWith("==>")).endsWith("==> 0");
                    assertThat(shell.lineWith("==>"))
                            .endsWith("==> worker 1: queue 0, commits 2, edits 2"); // a refusal is stored too
                    shell.say("bob.cast(add(\"Buy milk\"))\nbob.crash()\nbob.entries()\n");
                    assertThat(shell.lineWith("Refused")).contains("are not told over HTTP");
                    assertThat(shell.lineWith("==>")).contains("told to crash");
                    assertThat(shell.lineWith("==>")).endsWith("==> 1  Save me!  1 Jan 2023");
                    shell.say("/exit\n");
                    assertThat(shell.ended().code()).isEqualTo(1);
                }
                server.terminate();
                assertThat(server.ended().err().lines())
                        .first()
                        .asString()
                        .matches(
                                "\\{\"at\":\"[^\"]*Z\",\"level\":\"INFO\",\"logger\":\"todo\",\"message\":\"listening at .*}");
            }
        }
    }
}
