package todo.prove;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/// A connection over which any bytes can be sent, and on which any can come back.
final class RawConnection implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)\r\n");
    private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: *chunked\r\n");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST = 64 * 1024;

    private final Socket socket;
    private final InputStream in;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 512);
    }

    /// Sends `text`, each character as the byte of its number.
    RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /// Says that nothing more will be sent.
    RawConnection end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// Goes away without a word: the other side's system is told that the connection is broken.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// The line that comes next, without its end; `null` if nothing more comes.
    @org.jspecify.annotations.Nullable
    String line() throws IOException {
        var line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            line.append((char) next);
            next = in.read();
        }
        return next < 0 && line.isEmpty() ? null : line.toString().strip();
    }

    /// The answer that comes next, whole, from its status on; what came of it if the connection ends before.
    String answer() throws IOException {
        var answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return answer.toString();
            }
            answer.append((char) next);
        }
        var length = LENGTH.matcher(answer);
        if (length.find()) {
            return answer.append(text(in.readNBytes(Integer.parseInt(length.group(1)))))
                    .toString();
        }
        int size = CHUNKED.matcher(answer).find() ? chunk() : 0;
        while (size > 0) {
            answer.append(text(in.readNBytes(size + 2)), 0, size);
            size = chunk();
        }
        return answer.toString();
    }

    private int chunk() throws IOException {
        String size = line();
        int number = size == null ? 0 : Integer.parseInt(size, 16);
        if (number == 0) {
            line();
        }
        return number;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// What comes until the other side ends, or the beginning of it.
    String rest() throws IOException {
        try {
            return text(in.readNBytes(MOST));
        } catch (java.net.SocketException e) {
            return ""; // it has ended it with force, as it may
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
