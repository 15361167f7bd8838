package todo.shell;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import todo.json.AnswerJson.Listed;
import todo.json.AnswerJson.Summary;
import todo.list.Change;
import todo.list.Entry;
import todo.list.Field;
import todo.server.ListHandle;

/// The way to the lists and what runs beneath them: in this process, or over HTTP in another. Whoever calls waits.
interface Door extends AutoCloseable {
    List<Summary> lists();

    /// The entries of a list, in order.
    ///
    /// @param due only those due on that day, or `null` for all
    List<Entry> entries(String list, @Nullable LocalDate due);

    List<Listed> search(String text);

    Entry add(String list, List<Field> fields);

    Entry edit(String list, long id, List<Field> fields);

    void remove(String list, long id);

    /// Gives the entry as it is in the list `to`.
    Entry move(String list, long id, String to);

    /// The changes of a list, newest first, read as they are needed.
    Stream<Change> history(String list);

    void undo(String list, long version);

    /// The list itself, for any edit and question.
    ///
    /// @throws Refused if its process is not in this program
    ListHandle handle(String list);

    /// Starts the process of a list, if it has none.
    void wake(String list);

    /// The processes of lists, but no more than the busiest.
    List<ProcessView> processes();

    /// The process of a list; `null` if it has none, or is not among those that are shown.
    @Nullable
    ProcessView process(String list);

    /// Makes the process of a list fail, and gives what comes of it.
    String crash(String list);

    List<WorkerView> workers();

    /// The number of the worker that writes a list.
    int workerOf(String list);

    @Override
    void close();
}
