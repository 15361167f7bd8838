package todo.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// One plain HTTP request at a time, for all that is not measured by [HttpLoad].
final class HttpClients {
    private static final int POLL_NANOS = 1_000_000;

    private HttpClients() {}

    /// Waits until a GET of `path` is answered, with whatever but 503, on 127.0.0.1.
    static void await(int port, String path, Process process, Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!answers(port, path)) {
            if (!process.isAlive()) {
                throw new CheckFailed("the server ended with " + process.exitValue() + " before it answered");
            }
            if (System.nanoTime() > end) {
                throw new CheckFailed("the server did not answer within " + atMost.toSeconds() + " s");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /// Sends requests one after another on one connection; each must be answered with the status `expect`.
    static void all(int port, List<byte[]> requests, int expect) throws IOException {
        try (var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            var connection = new HttpConnection(channel);
            for (byte[] request : requests) {
                connection.send(ByteBuffer.wrap(request), 0);
                while (!connection.receive()) {
                    Thread.onSpinWait();
                }
                connection.expect(expect);
            }
        }
    }

    private static boolean answers(int port, String path) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n"
                            .formatted(path, port)
                            .getBytes(StandardCharsets.US_ASCII));
            var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return status.startsWith("HTTP/") && !status.endsWith(" 503");
        } catch (SocketException _) {
            return false;
        }
    }
}
