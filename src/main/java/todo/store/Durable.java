package todo.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Has the disk remember what a file or a folder holds.
public final class Durable {
    private Durable() {}

    /// Returns when what was written to `file` is on disk.
    public static void file(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /// Returns when the names in `folder` are on disk, where folders can be synced.
    public static void folder(Path folder) throws IOException {
        var whole = folder.toAbsolutePath();
        if (whole.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (var channel = FileChannel.open(whole, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
