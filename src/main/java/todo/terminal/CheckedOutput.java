package todo.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// An output whose errors reach the one who prints: a [PrintStream] swallows those of its stream unless they are
/// unchecked.
public final class CheckedOutput extends OutputStream {
    private final String name;
    private final OutputStream out;

    private CheckedOutput(String name, OutputStream out) {
        this.name = name;
        this.out = out;
    }

    /// Prints to `out` in UTF-8, as the terminals of today are; what the locale says is often nothing.
    ///
    /// @param name what `out` is called in an error
    public static PrintStream print(String name, OutputStream out, boolean flushing) {
        return new PrintStream(new CheckedOutput(name, out), flushing, StandardCharsets.UTF_8);
    }

    /// What was printed did not get there, or not whole.
    public static final class Unwritable extends UncheckedIOException {
        @Serial
        private static final long serialVersionUID = 1;

        Unwritable(String name, IOException cause) {
            super("can't write " + name + ": " + cause.getMessage(), cause);
        }

        /// Whether that is because nobody reads on, as behind `| head`.
        public boolean isClosedPipe() {
            var cause = getCause();
            return cause != null
                    && String.valueOf(cause.getMessage())
                            .toLowerCase(Locale.ROOT)
                            .contains("pipe");
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void checked(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new Unwritable(name, e);
        }
    }

    @Override
    public void write(int single) {
        checked(() -> out.write(single));
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        checked(() -> out.write(bytes, from, length));
    }

    @Override
    public void flush() {
        checked(out::flush);
    }

    @Override
    public void close() {
        checked(out::close);
    }
}
