package todo.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import todo.account.Token;
import todo.client.Connection;
import todo.client.Reply;
import todo.json.BadRequest;
import todo.settings.Setting;
import todo.settings.Settings;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// A command that talks to a running server.
abstract class ServerCommand implements Callable<Integer> {
    final Terminal terminal;

    @Option(names = "--json", description = "print what the server answers, as JSON", order = 100)
    boolean json;

    @Option(
            names = "--verbose",
            description = "name what the server answers and this version does not know",
            order = 100)
    private boolean verbose;

    private final Set<String> unknown = new HashSet<>();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "the server (TODO_SERVER; http://127.0.0.1:7070)",
            order = 101)
    @Nullable
    String server;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the server's folder, for its token, if that is not in TODO_TOKEN (TODO_DATA; todo-data)",
            order = 102)
    @Nullable
    String data;

    ServerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        try (var connection = connect(terminal, server, data)) {
            connection.listenForUnknown(this::nameUnknown);
            return run(connection);
        }
    }

    void nameUnknown(Set<String> names) {
        for (String name : verbose ? names : Set.<String>of()) {
            if (unknown.add(name)) {
                terminal.err()
                        .println("the server's answer has \"" + Text.harmless(name)
                                + "\", which this version of Todo does not know and passes over");
            }
        }
    }

    /// Does what the command is for, and gives the exit code.
    abstract int run(Connection server) throws IOException, InterruptedException;

    static Connection connect(Terminal terminal, @Nullable String server, @Nullable String data) {
        Map<Setting, List<String>> options = data == null ? Map.of() : Map.of(Setting.DATA, List.of(data));
        var settings = Settings.read(options, terminal.environment());
        return new Connection(
                address(server, terminal.environment().getOrDefault("TODO_SERVER", ""), settings),
                () -> token(terminal.environment().getOrDefault("TODO_TOKEN", ""), settings.data()),
                StartLock.ofLauncher(terminal)::await);
    }

    /// What is wrong may be a link with the token in it, so only a plain address is told back.
    private static URI address(@Nullable String option, String variable, Settings settings) {
        String given = option != null ? option : variable.strip();
        if (given.isEmpty()) {
            String host = settings.host().matches("0\\.0\\.0\\.0|::") ? "127.0.0.1" : settings.host();
            return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + settings.port());
        }
        String plain = given.replaceFirst("/$", "");
        if (plain.matches("https?://[^/?#@\\s]+")) {
            try {
                var address = URI.create(plain);
                if (address.getHost() != null && address.getPort() <= 65_535) {
                    return address;
                }
            } catch (IllegalArgumentException _) {
                // said below
            }
        }
        throw new BadRequest((option != null ? "--server" : "TODO_SERVER")
                + (given.matches("[^#@?]*") ? " " + given : "")
                + " is wrong: it must be like http://127.0.0.1:7070");
    }

    /// The token, or `null` where there is none to be had: the server will say whether it wants one.
    private static @Nullable String token(String variable, Path data) {
        String token = variable.strip();
        if (token.isEmpty()) {
            try {
                return Files.isReadable(data.resolve("token")) ? Token.read(data) : null;
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
        if (!Token.canBe(token)) {
            throw new BadRequest("TODO_TOKEN holds no token: a token is one word of letters, digits, - and _");
        }
        return token;
    }

    void print(String line) {
        terminal.out().println(line);
    }

    void printJson(Reply reply) {
        byte[] json = Text.harmlessJson(reply.body());
        terminal.out().write(json, 0, json.length);
        terminal.out().println();
    }

    /// Prints an array that may come in pages as one array.
    void printJson(Connection connection, String path) {
        var pages = new JsonPages(terminal.out());
        connection.pages(path, page -> pages.add(page.body()));
        pages.end();
    }
}
