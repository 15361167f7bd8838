package todo.shell;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.jspecify.annotations.Nullable;
import todo.client.Connection;
import todo.list.Edit;
import todo.list.Field;
import todo.list.Uid;
import todo.server.TodoSystem;

/// The interactive prompt, and what can be typed there as it is: `cache`, `database`, `todos` and `help()`.
///
/// What is typed runs in this process, so that it has the lists' processes at hand. There is one prompt at a time.
public final class Shell {
    private static final String NAMES = """
            import module java.base;
            import todo.list.*;
            import todo.server.*;
            import todo.shell.*;
            import static todo.shell.Shell.*;
            """;

    private static final String HELP = """
            The system, from the registry to the disk:
              cache                                  the processes of lists; each list has one of its own
              var bob = cache.serverProcess("bob")   find bob's process; it is started if there is none
              bob.add("Save me!", "today")           a call: answered when the entry is on disk
              bob.cast(add("Buy milk"))              a cast: not answered
              bob.call(new Edit.Remove(2))           a call with any edit, or question: new Question.About()
              bob.entries()   bob.entries("today")   what is committed
              bob.state()   bob.mailbox()            what the process is doing
              bob.crash()                            let it fail, and see it come back from disk
              database.workerOf("bob")               who writes bob's list, now and always; database has all workers
              kill()                                 end this program as kill -9 does; start it again: all is there
            All lists:
              todos                                  all lists; todos.search("save") searches in them
              bob                                    the list as a table; days: 2026-12-24, today, fri, +3d, 2026-12-24T17:00
              bob.done(1)  bob.reopen(1)  bob.title(1, "…")  bob.due(1, "fri")  bob.move(1, "ann")  bob.remove(1)
              bob.history()  bob.undo()              what happened; take the latest back
            /exit leaves. All else that JShell knows: /help""";

    /// All lists, while the prompt is open.
    public static volatile @Nullable Lists todos;

    /// The registry, while the prompt is open.
    public static volatile @Nullable CacheView cache;

    /// The database, while the prompt is open.
    public static volatile @Nullable DatabaseView database;

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
            cache = new CacheView(door, clock);
            database = new DatabaseView(door);
            return prompt(in, out, interactive);
        } finally {
            todos = null;
            cache = null;
            database = null;
        }
    }

    /// The edit that adds an entry, to be cast or called.
    public static Edit add(String title) {
        return new Edit.Add(Uid.fresh(), 0, null, List.of(new Field.Title(title)));
    }

    /// Ends this program as `kill -9` does.
    public static void kill() throws IOException, InterruptedException {
        var _ = new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid())
                .start()
                .waitFor();
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
