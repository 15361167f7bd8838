package todo.store;

/// The right to write one list, got by loading it: what its worker knows of the list as last loaded.
///
/// A worker takes the changes of an open list in their order and without a gap. Once one of them could
/// not be stored, none that came after it is: the list must be loaded again. Only the worker's thread
/// touches what is in here.
public final class OpenList {
    private final String name;
    private long key;
    private long version;
    private long writtenKey;
    private long writtenVersion;
    private boolean lost;

    /// @param key the list's key in its file, or 0 if it is not there yet
    OpenList(String name, long key, long version) {
        this.name = name;
        this.key = key;
        this.version = version;
    }

    public String name() {
        return name;
    }

    /// The same right, when a write is known to have changed nothing: as if the list had been loaded again.
    public OpenList renewed() {
        return new OpenList(name, key, version);
    }

    void begin() {
        writtenKey = key;
        writtenVersion = version;
    }

    long key() {
        return writtenKey;
    }

    void key(long written) {
        writtenKey = written;
    }

    long version() {
        return writtenVersion;
    }

    void version(long written) {
        writtenVersion = written;
    }

    void committed() {
        key = writtenKey;
        version = writtenVersion;
    }

    void lose() {
        lost = true;
    }

    boolean lost() {
        return lost;
    }
}
