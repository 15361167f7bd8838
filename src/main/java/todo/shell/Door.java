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

/// The way to the lists: in this process, or over HTTP in another. Whoever calls waits for the answer.
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

    @Override
    void close();
}
