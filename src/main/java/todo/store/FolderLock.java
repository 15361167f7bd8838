package todo.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import todo.store.StoreException.Trouble;

/// The right to a data folder: a lock on the file `lock` in it, which one process has at a time, or several
/// that only look.
///
/// The file says who has it (the pid), and how many database files the folder had when it was last opened, so
/// that a folder whose files are gone is not taken for a new one.
final class FolderLock implements AutoCloseable {
    private final Path folder;
    private final @Nullable FileChannel channel;
    private final int files;

    private FolderLock(Path folder, @Nullable FileChannel channel, int files) {
        this.folder = folder;
        this.channel = channel;
        this.files = files;
    }

    /// The right to write in `folder`.
    ///
    /// @throws StoreException with [Trouble#UNUSABLE] if another process has it
    static FolderLock take(Path folder) throws IOException {
        var taken = lock(
                folder, false, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE));
        taken.remember(taken.files);
        return taken;
    }

    /// The right to look into `folder`, which is left as it is. Where there is no lock, nobody has it.
    ///
    /// @throws StoreException with [Trouble#UNUSABLE] if another process writes in it
    static FolderLock look(Path folder) throws IOException {
        try {
            return lock(folder, true, Set.of(StandardOpenOption.READ));
        } catch (NoSuchFileException _) {
            return new FolderLock(folder, null, 0);
        }
    }

    private static FolderLock lock(Path folder, boolean shared, Set<OpenOption> options) throws IOException {
        var channel = FileChannel.open(folder.resolve("lock"), options);
        try {
            List<String> lines = Files.readAllLines(folder.resolve("lock"));
            if (!isLocked(channel, shared)) {
                String pid = lines.isEmpty() ? "" : lines.getFirst();
                throw shared ? beingWritten(folder, pid) : taken(folder, pid);
            }
            String files = lines.size() < 2 ? "" : lines.get(1).replaceFirst("^files ", "");
            return new FolderLock(folder, channel, files.matches("[0-9]{1,2}") ? Integer.parseInt(files) : 0);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static StoreException beingWritten(Path folder, String pid) {
        return new StoreException(
                Trouble.UNUSABLE,
                "can't check %s: a server has it (pid %s); stop it, or ask it with --server and its address"
                        .formatted(folder, pid));
    }

    /// One that only looks does not say who it is, so the pid may be of one that has ended.
    private static StoreException taken(Path folder, String pid) {
        boolean runs = pid.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(pid)).isPresent();
        return new StoreException(
                Trouble.UNUSABLE,
                runs
                        ? "can't open %s: another server has it (pid %s); stop it or give --data another folder"
                                .formatted(folder, pid)
                        : "can't open %s: it is being checked; wait until that is done".formatted(folder));
    }

    /// How many database files the folder had when it was last opened, or 0 if that is not known.
    int files() {
        return files;
    }

    void remember(int files) throws IOException {
        var written = channel;
        if (written != null) {
            String text = ProcessHandle.current().pid() + "\n" + (files == 0 ? "" : "files " + files + "\n");
            written.truncate(0);
            written.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new StoreException(Trouble.BROKEN, "can't let go of " + folder + ": " + e.getMessage(), e);
        }
    }
}
