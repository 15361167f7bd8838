package todo.shell;

/// A rule says no. The message is a sentence; where in the code it came about is of no use to the one who typed.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
        super(message, null, false, false);
    }
}
