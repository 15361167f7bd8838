package todo.store;

/// Lists being made from rows that a [Snapshot] gave; nobody sees them before [#install].
public interface NewLists extends AutoCloseable {
    /// Adds a row. Those of a list come behind the list's own.
    void add(Snapshot.Row row);

    /// Ends the adding, and gives what is there now, read anew.
    Snapshot written();

    /// Lets a server find them.
    void install();

    /// Lets go of everything.
    @Override
    void close();
}
