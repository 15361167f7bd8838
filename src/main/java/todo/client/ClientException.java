package todo.client;

import org.jspecify.annotations.Nullable;

/// The server did not do what it was asked. The message is a sentence for people.
public final class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Who has to do something about it.
    public enum Kind {
        /// A rule says no.
        REFUSED,
        /// The server can't make out what was asked.
        UNREADABLE,
        /// The server, or the way to it, is broken.
        BROKEN
    }

    private final String sentence;
    private final Kind kind;
    private final int status;

    /// @param status the HTTP status, or 0 if there was no answer
    ClientException(Kind kind, int status, String message) {
        this(kind, status, message, null);
    }

    ClientException(Kind kind, int status, String message, @Nullable Throwable cause) {
        super(message, cause, true, false);
        this.sentence = message;
        this.kind = kind;
        this.status = status;
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    public Kind kind() {
        return kind;
    }

    public int status() {
        return status;
    }
}
