package todo.store;

/// The store could not do what it should. The message says what was being done, to what.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// What kind of trouble it is, for those who must decide what comes next.
    public enum Trouble {
        /// The disk is full; nothing was changed, and it goes on when there is room.
        DISK_FULL,
        /// Another owner has written the list since it was loaded; nothing was changed.
        OVERTAKEN,
        /// The bound of waiting work is reached; nothing was changed.
        BUSY,
        /// The database can't be reached, or not be written, for now. What was asked may or may not have been done.
        AWAY,
        /// The disk or the database failed. What was asked may or may not have been done.
        BROKEN,
        /// What is on disk is not what was written there. It does not pass by itself.
        DAMAGED,
        /// The folder can't be opened as it is asked for.
        UNUSABLE
    }

    private final Trouble trouble;

    public StoreException(Trouble trouble, String message) {
        super(message);
        this.trouble = trouble;
    }

    public StoreException(Trouble trouble, String message, Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
    }

    public Trouble trouble() {
        return trouble;
    }
}
