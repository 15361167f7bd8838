package todo.store;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.util.OSInfo;
import todo.store.StoreException.Trouble;

/// Connections to SQLite files, and what their errors mean.
final class Sqlite {
    static {
        useLibraryOfBuild();
    }

    private Sqlite() {}

    /// Takes the native library that the build has laid out beside the program; without it, the driver unpacks one.
    private static void useLibraryOfBuild() {
        var program = System.getProperty("java.class.path").split(File.pathSeparator, 2)[0];
        var library = Path.of(program)
                .toAbsolutePath()
                .resolveSibling("native")
                .resolve("org/sqlite/native")
                .resolve(OSInfo.getNativeLibFolderPathForCurrentOS());
        if (Files.isDirectory(library)) {
            System.setProperty("org.sqlite.lib.path", library.toString());
        }
    }

    /// A connection that writes `file`, which is there. A commit is on disk when it returns.
    static Connection writer(Path file) throws SQLException {
        var config = writing();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        return open(file, config.toProperties());
    }

    /// As [#writer], but `file` is made if it is not there.
    static Connection maker(Path file) throws SQLException {
        return open(file, writing().toProperties());
    }

    private static SQLiteConfig writing() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(5_000);
        config.setPragma(SQLiteConfig.Pragma.CACHE_SIZE, "-16000"); // KiB
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "16000");
        config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, Integer.toString(128 << 20));
        return config;
    }

    /// A connection that only reads `file`, and sees what is committed.
    static Connection reader(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(5_000);
        return open(file, config.toProperties());
    }

    /// A connection that only reads `file`, which nobody writes, and leaves it and what is beside it as they are.
    ///
    /// Where there is no log, SQLite is told that nothing can change, for else it would make one. Where one was
    /// left behind, it is read with an index of it, which whoever opens the file next makes anew.
    static Connection untouched(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        var log = file.resolveSibling(file.getFileName() + "-wal").toFile();
        return open(file, log.length() == 0 ? "?immutable=1" : "", config.toProperties());
    }

    /// Puts all that is in the write-ahead log into the file, syncs it, and begins the log anew.
    ///
    /// A sync that failed is reported once; what it was for may then be in memory alone, and look as if it were
    /// on disk. SQLite writes it again, unless it takes the log up anew meanwhile: then it goes on behind what a
    /// power cut will take away, and all that comes later would go with it.
    static void emptyLog(Connection connection) throws SQLException {
        boolean busy = true;
        for (int tries = 0; busy && tries < 100; tries++) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                busy = rows.getInt(1) != 0;
            }
            if (busy) {
                LockSupport.parkNanos(1_000_000); // SQLite waits for readers, but not for another who copies
            }
        }
        if (busy) {
            throw new SQLException("others use its log, so that it can't be emptied");
        }
    }

    private static Connection open(Path file, Properties properties) throws SQLException {
        return open(file, "", properties);
    }

    private static Connection open(Path file, String more, Properties properties) throws SQLException {
        return JDBC.createConnection("jdbc:sqlite:" + address(file) + more, properties);
    }

    /// What SQLite calls `file`, whatever characters are in its name.
    private static String address(Path file) {
        return "file:" + file.toAbsolutePath().toUri().getRawPath();
    }

    /// What SQLite calls `file` if nobody writes it and it is not to be touched.
    static String addressUntouched(Path file) {
        return address(file) + "?immutable=1";
    }

    static StoreException failure(String doing, SQLException cause) {
        String more = isDamage(cause) ? "; ./todo check says more, and a backup may have it whole" : "";
        return new StoreException(trouble(cause), "can't " + doing + ": " + cause.getMessage() + more, cause);
    }

    /// Whether the file is not as it was written.
    static boolean isDamage(SQLException cause) {
        return trouble(cause) == Trouble.DAMAGED;
    }

    /// Whether a transaction could not be ended since SQLite had ended it by itself.
    static boolean isEnded(SQLException cause) {
        return String.valueOf(cause.getMessage()).contains("no transaction is active");
    }

    private static Trouble trouble(SQLException cause) {
        var code = code(cause);
        return code == null
                ? Trouble.BROKEN
                : switch (code) {
                    case SQLITE_FULL -> Trouble.DISK_FULL;
                    case SQLITE_CORRUPT, SQLITE_CORRUPT_INDEX, SQLITE_NOTADB -> Trouble.DAMAGED;
                    case SQLITE_CONSTRAINT, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE -> Trouble.OVERTAKEN;
                    default -> Trouble.BROKEN;
                };
    }

    private static @Nullable SQLiteErrorCode code(SQLException cause) {
        return cause instanceof SQLiteException sqlite ? sqlite.getResultCode() : null;
    }
}
