package todo.bench;

/// What was measured was not done, so its figure is worth nothing.
final class CheckFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    CheckFailed(String message) {
        super(message);
    }
}
