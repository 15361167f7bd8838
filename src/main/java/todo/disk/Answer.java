package todo.disk;

/// What the operating system says to a [Call].
///
/// @param value negative if it failed, and then `error` is the number of the error as Linux has it (errno)
public record Answer(long value, int error) {
    /// `EIO`: the disk failed.
    public static final Answer BROKEN = new Answer(-1, 5);

    /// `ENOSPC`: the disk is full.
    public static final Answer FULL = new Answer(-1, 28);

    /// `EROFS`: nothing can be written there.
    public static final Answer READ_ONLY = new Answer(-1, 30);

    public boolean failed() {
        return value < 0;
    }
}
