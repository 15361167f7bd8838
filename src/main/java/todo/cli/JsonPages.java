package todo.cli;

import java.io.PrintStream;
import todo.terminal.Text;

/// Prints JSON arrays as one.
final class JsonPages {
    private final PrintStream out;
    private boolean begun;

    JsonPages(PrintStream out) {
        this.out = out;
    }

    void add(byte[] page) {
        byte[] array = Text.harmlessJson(page);
        int from = 0;
        int to = array.length - 1;
        while (array[from] != '[') {
            from++;
        }
        while (array[to] != ']') {
            to--;
        }
        if (new String(array, from + 1, to - from - 1, java.nio.charset.StandardCharsets.UTF_8).isBlank()) {
            return;
        }
        out.print(begun ? "," : "[");
        out.write(array, from + 1, to - from - 1);
        begun = true;
    }

    void end() {
        end("]");
    }

    /// Ends the array, and what is around it.
    void end(String end) {
        out.println((begun ? "" : "[") + end);
    }
}
