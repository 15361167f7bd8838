package todo.terminal;

/// A way to stand out in a terminal (ECMA-48 §8.3.117).
public enum Colour {
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    String paint(String text) {
        return text.isEmpty() ? text : "\u001B[" + code + "m" + text + "\u001B[0m";
    }
}
