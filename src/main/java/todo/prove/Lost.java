package todo.prove;

/// The promise was broken. The message says what should have been and what is.
public final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Lost(String message) {
        super(message);
    }
}
