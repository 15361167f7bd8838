package todo.backup;

import java.io.IOException;

/// A file that is not a backup, or not a whole and sound one. The message says what is wrong with it.
public final class BadBackup extends IOException {
    private static final long serialVersionUID = 1;

    BadBackup(String message) {
        super(message);
    }

    BadBackup(String message, Throwable cause) {
        super(message, cause);
    }
}
