package todo.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import todo.json.Json;
import todo.terminal.Terminal;

/// Shows which version this is.
@Command(name = "version", description = "Show the version of this program, and of the Java it runs on.")
final class VersionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--json", description = "print it as JSON")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this")
    private boolean help;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (json) {
            byte[] text = Json.write(json -> {
                json.writeStartObject();
                json.writeStringProperty("version", version());
                json.writeStringProperty("java", Runtime.version().toString());
                json.writeEndObject();
            });
            terminal.out().write(text, 0, text.length);
            terminal.out().println();
        } else {
            terminal.out().println("todo " + version() + " (Java " + Runtime.version() + ")");
        }
        return Commands.OK;
    }

    private static String version() {
        @Nullable String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "in development" : version;
    }
}
