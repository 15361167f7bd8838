package todo.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All rows of all lists as they were at one moment, whatever is written meanwhile.
///
/// While it is open, what was written since can't be tidied up, so it should not be open for long.
public interface Snapshot extends AutoCloseable {
    /// The table in which the lists are.
    String LISTS = "list";

    /// One row: its values in the order of the table's columns, each a `String`, a `Long` or `null`.
    record Row(String table, List<@Nullable Object> values) {}

    /// Takes rows: of each list first its own, then those of the other tables.
    interface Rows {
        void take(Row row) throws IOException;
    }

    /// How many steps of the schema the tables have taken.
    int schema();

    /// How many files there are.
    int workers();

    /// How many lists there are, those that were dropped included.
    long lists();

    /// The columns of each table, in order; the table of lists is the first.
    Map<String, List<String>> columns();

    /// Gives all rows, list by list.
    ///
    /// @throws StoreException if they can't be read
    void forEach(Rows rows) throws IOException;

    @Override
    void close();
}
