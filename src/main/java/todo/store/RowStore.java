package todo.store;

import java.sql.SQLException;
import todo.store.StoreException.Trouble;

/// Where rows are kept: a SQLite file, or a PostgreSQL database.
interface RowStore {
    /// What it is called in the names of threads, and to those who ask.
    String name();

    /// A connection that writes. It fills `backlog` with what was held back when it was last closed or left.
    ///
    /// @param distrusted whether it failed since it was last open
    RowWriter writer(Backlog backlog, boolean distrusted) throws SQLException;

    /// A connection that only reads, and sees what is committed.
    RowReader reader() throws SQLException;

    /// The words of its SQL.
    Sql sql();

    /// What `cause` means, when it came of `doing` something.
    StoreException failure(String doing, SQLException cause);

    /// Whether what is there is not as it was written.
    default boolean isDamage(SQLException cause) {
        return failure("", cause).trouble() == Trouble.DAMAGED;
    }
}
