package todo.store;

/// The right to write one list, got by loading it: what its worker knows of the list as last loaded.
///
/// A worker takes the changes of an open list in their order and without a gap. Once one of them could
/// not be stored, none that came after it is: the list must be loaded again. Only the worker's thread
/// touches what is in here.
public final class OpenList {
    private final String name;
    private long key;
    private Tip tip;
    private long writtenKey;
    private Tip writtenTip;
    private boolean lost;

    /// @param key the list's key in its file, or 0 if it is not there yet
    OpenList(String name, long key, Tip tip) {
        this.name = name;
        this.key = key;
        this.tip = tip;
        this.writtenTip = tip;
    }

    public String name() {
        return name;
    }

    /// The same right, when a write is known to have changed nothing: as if the list had been loaded again.
    public OpenList renewed() {
        return new OpenList(name, key, tip);
    }

    void begin() {
        writtenKey = key;
        writtenTip = tip;
    }

    long key() {
        return writtenKey;
    }

    void key(long written) {
        writtenKey = written;
    }

    Tip tip() {
        return writtenTip;
    }

    void tip(Tip written) {
        writtenTip = written;
    }

    void committed() {
        key = writtenKey;
        tip = writtenTip;
    }

    void lose() {
        lost = true;
    }

    boolean lost() {
        return lost;
    }
}
