package todo.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import todo.client.Body;
import todo.client.ClientException;
import todo.client.Connection;
import todo.list.Field;
import todo.settings.Setting;
import todo.settings.Settings;
import todo.terminal.Terminal;

/// Runs everything once, so that the build can keep what the JVM learns of it (JEP 514).
///
/// There are two caches, for a cache costs time and memory for all that is in it: one for the server, whose client then
/// runs in another process, and a small one for the commands, whose server does.
@Command(name = "train", hidden = true, description = "Run everything once, to train the start-up caches.")
final class TrainCommand implements Callable<Integer> {
    private static final int REQUESTS = 1_500;

    private final Terminal terminal;

    @Option(names = "--commands", description = "run the commands, not the server")
    private boolean commands;

    @Option(names = "--requests", description = "send requests to the server at this address, with TODO_TOKEN")
    private @Nullable URI requests;

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var folder = Files.createTempDirectory("todo-train");
        try (var nowhere = new PrintStream(OutputStream.nullOutputStream())) {
            if (requests != null) {
                sendRequests(requests);
            } else if (commands) {
                trainCommands(folder, nowhere);
            } else {
                trainServer(folder, nowhere);
            }
        } finally {
            delete(folder);
        }
        return Commands.OK;
    }

    private void trainServer(Path folder, PrintStream nowhere) throws IOException, InterruptedException {
        var settings =
                Settings.read(Map.of(Setting.DATA, List.of(folder.toString()), Setting.PORT, List.of("0")), Map.of());
        Log.start(false, nowhere);
        try (var running = Running.start(settings, terminal.clock(), terminal.environment())) {
            var client = program("train", "--requests", running.address().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            client.environment().put("TODO_TOKEN", running.token().value());
            if (client.start().waitFor() != Commands.OK) {
                throw new IOException("the requests for the training could not be sent");
            }
        }
    }

    private void sendRequests(URI address) {
        try (var server = new Connection(address, terminal.environment().get("TODO_TOKEN"))) {
            byte[] entry = Body.of(List.of(new Field.Title("train"), new Field.Tags(List.of("a"))));
            byte[] done = Body.of(List.of(new Field.Completed(true)));
            String entries = todo.client.Path.entries("train");
            for (int i = 1; i <= REQUESTS; i++) {
                var _ = server.send("POST", entries, entry);
                var _ = server.send("PATCH", entries + "/" + i, done);
                var _ = server.get(entries + "?limit=10");
            }
            for (String path :
                    List.of("/", "/health", "/openapi.json", "/api/lists", "/api/entries?q=x", entries + "/1")) {
                tryToGet(server, path);
            }
        }
    }

    private static void tryToGet(Connection server, String path) {
        try {
            var _ = server.get(path);
        } catch (ClientException _) {
            // a server without that part can be trained as well
        }
    }

    private void trainCommands(Path folder, PrintStream nowhere) throws IOException {
        var process = program("serve", "--data", folder.toString(), "--port", "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = process.inputReader()) {
            String link = String.valueOf(output.readLine());
            if (!link.contains("#token=")) {
                throw new IOException("the server for the training did not start");
            }
            String address = link.substring(link.indexOf("http"), link.indexOf("/#token="));
            runCommands(Map.of("TODO_SERVER", address, "TODO_DATA", folder.toString()), folder, nowhere);
        } finally {
            process.destroy();
            var _ = process.onExit().join();
        }
    }

    private static ProcessBuilder program(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private void runCommands(Map<String, String> environment, Path folder, PrintStream nowhere) {
        var commands = new Commands(new Terminal(nowhere, nowhere, true, true, 80, terminal.clock(), environment));
        String file = folder.resolve("export.json").toString();
        for (String command : List.of(
                "add a b --due fri --tag c --priority 1",
                "add a b",
                "show a",
                "show a 1",
                "lists",
                "edit a 1 --title d",
                "done a 2",
                "move a 2 --to b",
                "rm b 1",
                "undo b",
                "history a",
                "search d",
                "export a --out " + file,
                "import --to c " + file,
                "show a --json",
                "describe a --title A",
                "settings",
                "version",
                "show nothing",
                "--help")) {
            var _ = commands.run(command.split(" ", -1));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
