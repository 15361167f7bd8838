package todo.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Pattern;

/// What JShell prints of statements, searched for those that failed: JShell itself does not tell.
final class StatementOutput extends FilterOutputStream {
    private static final Pattern FAILURE = Pattern.compile("\\|  (Exception |Error:|Invalid |No such ).*");
    private static final int LONGEST_START = 20;

    private final StringBuilder start = new StringBuilder();
    private boolean failed;

    StatementOutput(OutputStream out) {
        super(out);
    }

    /// Whether a statement so far did not compile, was no command, or threw.
    boolean failed() {
        return failed;
    }

    @Override
    public void write(int single) throws IOException {
        out.write(single);
        look(single);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        for (int i = from; i < from + length; i++) {
            look(bytes[i]);
        }
    }

    private void look(int single) {
        if (single == '\n') {
            failed |= FAILURE.matcher(start).matches();
            start.setLength(0);
        } else if (start.length() < LONGEST_START) {
            start.append((char) single);
        }
    }
}
