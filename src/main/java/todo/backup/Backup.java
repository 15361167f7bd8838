package todo.backup;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import todo.store.Durable;
import todo.store.Snapshot;

/// A backup as a file: it has its name only when it is whole, on disk, and was read back and found good.
public final class Backup {
    /// What is left free for the lists themselves, in bytes.
    private static final long LEAST_FREE = 64 << 20;

    private static final int LOOK_EVERY = 8 << 20;

    private Backup() {}

    /// Writes what `content` gives as the backup `file`, which must not be there yet.
    ///
    /// @throws BadBackup if it is not found good when it is read back; then there is no `file`
    public static Summary write(Path file, Content content) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(
                    file + " is there already; give the backup another name, or remove that file first");
        }
        var unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (var out = ownersOnly(unfinished)) {
                content.writeTo(out);
            }
            Durable.file(unfinished);
            var summary = readBack(file, unfinished);
            Files.move(unfinished, file);
            Durable.folder(file.toAbsolutePath().resolveSibling("."));
            return summary;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    private static Summary readBack(Path file, Path written) throws IOException {
        try {
            return check(written, "");
        } catch (BadBackup e) {
            throw new BadBackup("made no backup %s, for when it was read back, %s".formatted(file, e.getMessage()), e);
        }
    }

    /// What a backup comes from: the lists themselves, or a server that sends them.
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// The lists as they are at one moment.
    ///
    /// @param progress told how many lists are written
    public static Content of(Supplier<Snapshot> lists, Instant now, LongConsumer progress) {
        return out -> {
            try (var snapshot = lists.get()) {
                var buffered = new BufferedOutputStream(out, 1 << 16);
                BackupFile.write(snapshot, now, buffered, progress);
                buffered.flush();
            }
        };
    }

    /// Reads all of `file`: the sums, the rows, the history of each list and what it leads to.
    ///
    /// @throws BadBackup saying what is wrong with it
    public static Summary check(Path file) throws IOException {
        return check(file, "can't use " + file + " as a backup: ");
    }

    private static Summary check(Path file, String why) throws IOException {
        try {
            var checking = new Checking();
            BackupFile.read(file, checking);
            return checking.summary();
        } catch (BadBackup e) {
            throw new BadBackup(why + e.getMessage(), e);
        }
    }

    /// A new file that nobody else may read, and that stops growing before the disk is full.
    static OutputStream ownersOnly(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.deleteIfExists(file);
        var channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly);
        return new Bounded(java.nio.channels.Channels.newOutputStream(channel), file);
    }

    private static final class Bounded extends FilterOutputStream {
        private final Path file;
        private long written;
        private long looked = -LOOK_EVERY;

        Bounded(OutputStream out, Path file) {
            super(out);
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (written - looked >= LOOK_EVERY) {
                looked = written;
                if (Files.getFileStore(file).getUsableSpace() < LEAST_FREE + LOOK_EVERY) {
                    throw new DiskFull(file);
                }
            }
            out.write(bytes, from, length);
            written += length;
        }
    }

    /// There is no room for the backup; the lists keep what is left.
    public static final class DiskFull extends IOException {
        private static final long serialVersionUID = 1;

        DiskFull(Path file) {
            super(
                    "can't write %s: the disk is nearly full (%d MiB are left for the lists); make room, or back up to another disk"
                            .formatted(file, LEAST_FREE >> 20));
        }
    }
}
