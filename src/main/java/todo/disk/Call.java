package todo.disk;

import java.nio.file.Path;

/// What the operating system is asked to do with a file.
public sealed interface Call {
    Path path();

    /// @param create whether the file is made if it is not there
    record Open(Path path, boolean toWrite, boolean create, boolean truncate) implements Call {}

    record Close(int handle, Path path) implements Call {}

    record Read(int handle, Path path, long offset, long count) implements Call {}

    /// @param offset where, or -1 for where the last one ended
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
    record Write(int handle, Path path, long offset, byte[] bytes) implements Call {}

    record Truncate(int handle, Path path, long size) implements Call {}

    /// Of a file's content, or of a folder's names.
    record Sync(int handle, Path path) implements Call {}

    record Remove(Path path) implements Call {}

    record Rename(Path path, Path to) implements Call {}

    record MakeFolder(Path path) implements Call {}
}
