package todo.store;

/// What is on disk is not what was written there. The message says what of it, to follow "it is damaged: ".
final class Damage extends RuntimeException {
    private static final long serialVersionUID = 1;

    Damage(String what) {
        super(what);
    }
}
