package todo.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import todo.store.Backlog.Held;

/// The statements of one connection that writes, prepared once. Used by one thread.
interface RowWriter extends AutoCloseable {
    /// Whether it can still be used, as far as that can be known without writing.
    default boolean isAlive() throws SQLException {
        return true;
    }

    /// Writes all of `writes`, which are there when they are committed, and gives the entry rows that come of it and
    /// are not written yet.
    ///
    /// @throws StoreException with [StoreException.Trouble#OVERTAKEN] if one does not follow its list
    List<Held> write(List<Write> writes) throws SQLException;

    /// Writes entry rows that were held back; each entry comes once.
    ///
    /// @param reached the number of the last change that is whole in the table of entries with them, or 0
    void writeEntries(List<Held> rows, long reached) throws SQLException;

    /// Writes such rows list by list, each list's for good. Those whose place is damaged are left out: their list is
    /// found to be damaged when it is loaded, and the others go on.
    void writeEntriesApart(List<Held> rows, long reached) throws SQLException;

    /// For what is written beside changes and entries, up to the next [#commit] or [#rollback].
    Connection connection() throws SQLException;

    /// The number of the last change written.
    long seq();

    /// Returns when all that was written since the last commit is on disk.
    void commit() throws SQLException;

    /// Takes back all that was written since the last commit.
    ///
    /// @return `false` if the connection can't be used any more: then this must be closed
    boolean rollback(long seqBefore) throws SQLException;

    /// Makes sure that what was committed is where the next start looks for it.
    ///
    /// @throws StoreException with [StoreException.Trouble#UNUSABLE] if it is not
    void check();

    @Override
    void close() throws SQLException;
}
