package todo.disk;

import java.nio.file.Path;

/// What was done to the files of a folder, or said about it, as a [Recorder] has written it down.
///
/// A file is known by a number, since its name may change. `since` is how many steps had been taken when a sync began:
/// it covers those, and none that came later.
public sealed interface Step {
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
    record Wrote(int file, long offset, byte[] bytes) implements Step {}

    record Truncated(int file, long size) implements Step {}

    record Made(Path path, int file) implements Step {}

    record MadeFolder(Path path) implements Step {}

    record Removed(Path path) implements Step {}

    record Renamed(Path path, Path to) implements Step {}

    /// @param done `false` if the system said that it failed
    record Synced(int file, int since, boolean done) implements Step {}

    record SyncedFolder(Path folder, int since) implements Step {}

    /// Something that the program did meanwhile.
    record Said(Object what) implements Step {}
}
