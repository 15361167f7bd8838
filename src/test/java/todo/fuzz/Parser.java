package todo.fuzz;

/// Something that reads what comes from outside.
public interface Parser {
    /// Reads `input`, and checks what can be said of the result. What is refused as it should be is no failure.
    void parse(byte[] input);
}
