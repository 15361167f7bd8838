package todo.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A connection over which any bytes can be sent.
final class Raw implements AutoCloseable {
    private static final int PATIENCE = 20_000;

    private final Socket socket;

    Raw(int port) throws IOException {
        this(port, InetAddress.getLoopbackAddress());
    }

    Raw(int port, InetAddress from) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
        socket.setSoTimeout(PATIENCE);
        socket.setTcpNoDelay(true);
    }

    /// How long to wait for something to come.
    void patience(java.time.Duration longest) throws IOException {
        socket.setSoTimeout((int) longest.toMillis());
    }

    /// Sends `text`, each character as the byte of its number.
    Raw send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /// Says that nothing more will be sent.
    Raw end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /// What comes until the other side closes the connection.
    String rest() throws IOException {
        var all = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in().read(buffer); n >= 0; n = in().read(buffer)) {
                all.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (java.net.SocketException _) {
            all.append("[reset]"); // which ends it too
        }
        return all.toString();
    }

    /// The header of the answer that comes next, from its status on.
    String header() throws IOException {
        var header = new StringBuilder();
        while (header.indexOf("\r\n\r\n") < 0) {
            int next = in().read();
            if (next < 0) {
                return header + "[end]";
            }
            header.append((char) next);
        }
        return header.toString();
    }

    /// An answer with a body of a length that was told; the status line and the body.
    String answer() throws IOException {
        String header = header();
        var length = java.util.regex.Pattern.compile("(?i)\r\ncontent-length: ([0-9]+)\r\n")
                .matcher(header);
        byte[] body = in().readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return header.lines().findFirst().orElse("") + "\n" + new String(body, StandardCharsets.UTF_8);
    }

    /// Closes it at once, so that the other side can write nothing more.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
