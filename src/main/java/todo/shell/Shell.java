package todo.shell;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Clock;
import java.util.HashMap;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.jspecify.annotations.Nullable;
import todo.client.Connection;
import todo.server.TodoSystem;

/// The interactive prompt, and what can be typed there as it is: `todos` and `help()`.
///
/// What is typed runs in this process, so that it has the lists' processes at hand. There is one prompt at a time.
public final class Shell {
    private static final String NAMES = """
            import module java.base;
            import todo.list.*;
            import todo.shell.*;
            import static todo.shell.Shell.*;
            """;

    private static final String HELP = """
            todos                            all lists
            var bob = todos.list("bob")      one of them; it need not be there yet
            bob.add("Save me!", "today")     add an entry; days: 2026-12-24, today, fri, +3d, 2026-12-24T17:00
            bob.entries()                    all entries; bob.entries("today") those of a day
            bob.done(1)   bob.reopen(1)   bob.title(1, "…")   bob.due(1, "fri")   bob.move(1, "ann")   bob.remove(1)
            bob.history()   bob.undo()       what happened; take the latest back
            todos.search("save")             in all lists
            /exit                            leave (all else that JShell knows: /help)""";

    /// All lists, while the prompt is open.
    public static volatile @Nullable Lists todos;

    private Shell() {}

    /// Opens the prompt on the lists of a system in this process, which is closed with it.
    public static int run(TodoSystem system, Clock clock, InputStream in, PrintStream out, boolean interactive)
            throws Exception {
        return run(new LocalDoor(system), clock, in, out, interactive);
    }

    /// Opens the prompt on the lists of a running server.
    public static int run(Connection server, Clock clock, InputStream in, PrintStream out, boolean interactive)
            throws Exception {
        return run(new HttpDoor(server), clock, in, out, interactive);
    }

    private static int run(Door door, Clock clock, InputStream in, PrintStream out, boolean interactive)
            throws Exception {
        try (door) {
            todos = new Lists(door, clock);
            return prompt(in, out, interactive);
        } finally {
            todos = null;
        }
    }

    /// Prints what can be typed.
    public static void help() {
        System.out.println(HELP);
    }

    /// Statements that come from a file or a pipe are not prompted for.
    private static int prompt(InputStream in, PrintStream out, boolean interactive) throws Exception {
        var names = Files.createTempFile("todo-shell", ".jsh");
        try {
            Files.writeString(names, NAMES);
            var console = interactive ? out : new PrintStream(OutputStream.nullOutputStream());
            return JavaShellToolBuilder.builder()
                    .in(interactive ? in : new BufferedInputStream(in), null)
                    .out(out, console, out)
                    .persistence(new HashMap<>())
                    .start(
                            "--execution",
                            "local",
                            "--class-path",
                            System.getProperty("java.class.path"),
                            "--feedback",
                            "concise",
                            "--startup",
                            names.toString());
        } finally {
            Files.delete(names);
        }
    }
}
