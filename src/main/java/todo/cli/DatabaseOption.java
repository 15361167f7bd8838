package todo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.store.DatabaseAddress;

/// A PostgreSQL database as it is given to a command: the address as a setting, the password by other ways.
final class DatabaseOption {
    private DatabaseOption() {}

    /// The database at `db`, or `null` if that is empty. Without a password here, the driver looks into `.pgpass`.
    static @Nullable DatabaseAddress of(String db, Map<String, String> environment) throws IOException {
        return db.isEmpty() ? null : new DatabaseAddress(db, password(environment));
    }

    private static @Nullable String password(Map<String, String> environment) throws IOException {
        String password = environment.getOrDefault("TODO_DB_PASSWORD", "");
        String file = environment.getOrDefault("TODO_DB_PASSWORD_FILE", "");
        if (!password.isEmpty() || file.isEmpty()) {
            return password.isEmpty() ? null : password;
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IOException("can't read the file %s that TODO_DB_PASSWORD_FILE names: %s".formatted(file, e), e);
        }
    }
}
