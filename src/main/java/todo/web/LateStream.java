package todo.web;

import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// The stream of an answer that begins with the first byte, so that what fails before is still answered.
final class LateStream extends OutputStream {
    private final ServerResponse response;
    private @Nullable OutputStream out;

    LateStream(ServerResponse response) {
        this.response = response;
    }

    boolean hasBegun() {
        return out != null;
    }

    private OutputStream begun() {
        var known = out == null ? response.outputStream() : out;
        out = known;
        return known;
    }

    @Override
    public void write(int one) throws IOException {
        begun().write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        begun().write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
        begun().flush();
    }
}
