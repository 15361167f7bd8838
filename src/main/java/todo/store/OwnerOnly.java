package todo.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what is in a data folder from the other users of the machine, where files have permissions at all.
final class OwnerOnly {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);
    private static final Set<PosixFilePermission> OF_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OF_FOLDER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    static void createFile(Path file) throws IOException {
        Files.createFile(
                file,
                hasPermissions(file)
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OF_FILE)}
                        : new FileAttribute<?>[0]);
    }

    static void keepFolder(Path folder) throws IOException {
        if (hasPermissions(folder)) {
            Files.setPosixFilePermissions(folder, OF_FOLDER);
        }
    }

    /// Takes from others what they may do with the files in `folder`, which SQLite makes as it likes, and says so if
    /// they may enter it. Not with the file `token`: one that others could read is of no use any more.
    static void keepFilesIn(Path folder) throws IOException {
        if (!hasPermissions(folder)) {
            return;
        }
        if (!OF_FOLDER.containsAll(Files.getPosixFilePermissions(folder))) {
            LOG.warn(
                    "other users of this machine may look into {}; the files in it are for their owner alone. To keep"
                            + " the others out: chmod 700 {}",
                    folder,
                    folder);
        }
        try (var files = Files.newDirectoryStream(folder, file -> Files.isRegularFile(file))) {
            for (var file : files) {
                keepFile(file);
            }
        }
    }

    private static void keepFile(Path file) {
        try {
            if (!file.endsWith("token") && !OF_FILE.containsAll(Files.getPosixFilePermissions(file))) {
                Files.setPosixFilePermissions(file, OF_FILE);
            }
        } catch (IOException e) {
            LOG.warn("can't keep {} from the other users of this machine: {}", file, e.getMessage());
        }
    }
}
