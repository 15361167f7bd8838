package todo.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// One connection of the load generator, with at most one request under way (RFC 9112, as far as a well-behaved
/// server goes).
final class HttpConnection {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNKED = -1;

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final byte[] head = new byte[64 * 1024];
    private int length;
    private int status;
    private boolean inBody;
    private long missing;
    private long due;

    HttpConnection(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /// Sends `request`, which was due at `due`.
    void send(ByteBuffer request, long due) throws IOException {
        this.due = due;
        length = 0;
        inBody = false;
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    long due() {
        return due;
    }

    /// Takes what has come; `true` if the answer is whole with it.
    boolean receive() throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            throw new EOFException("the server closed a connection; the last it said was: " + text());
        }
        buffer.flip();
        if (inBody && missing >= 0) {
            missing -= count;
            return isWhole();
        }
        keep(count);
        return inBody ? isWhole() : isHeadWhole() && isWhole();
    }

    /// Of a chunked body, only the end is kept.
    private void keep(int count) throws IOException {
        if (inBody) {
            int kept = Math.min(length, LAST_CHUNK.length);
            System.arraycopy(head, length - kept, head, 0, kept);
            length = kept;
        }
        if (length + count > head.length) {
            count = cut(count);
        }
        buffer.get(head, length, count);
        length += count;
    }

    private int cut(int count) throws IOException {
        if (!inBody) {
            throw new IOException("an answer with a head of over " + head.length + " bytes");
        }
        buffer.position(buffer.position() + count - (head.length - length));
        return head.length - length;
    }

    private boolean isHeadWhole() {
        for (int i = 0; i + 3 < length; i++) {
            if (head[i] == '\r' && head[i + 1] == '\n' && head[i + 2] == '\r' && head[i + 3] == '\n') {
                inBody = true;
                status = (head[9] - '0') * 100 + (head[10] - '0') * 10 + head[11] - '0';
                long body = bodyLength(i);
                missing = body == CHUNKED ? CHUNKED : Math.max(0, body - (length - i - 4));
                return true;
            }
        }
        return false;
    }

    private long bodyLength(int end) {
        for (int line = 0; line < end; line++) {
            if (head[line] == '\n' && startsWith(LENGTH, line + 1)) {
                return number(line + 1 + LENGTH.length);
            }
        }
        return CHUNKED;
    }

    private boolean startsWith(byte[] name, int from) {
        for (int i = 0; i < name.length; i++) {
            int here = head[from + i];
            if (here != name[i] && (here | 0x20) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private long number(int from) {
        long number = 0;
        for (int i = from; head[i] != '\r'; i++) {
            if (head[i] != ' ') {
                number = number * 10 + head[i] - '0';
            }
        }
        return number;
    }

    private boolean isWhole() {
        if (missing >= 0) {
            return missing == 0;
        }
        for (int i = 0; i < LAST_CHUNK.length; i++) {
            if (length < LAST_CHUNK.length || head[length - LAST_CHUNK.length + i] != LAST_CHUNK[i]) {
                return false;
            }
        }
        return true;
    }

    /// Fails if the answer has another status than `wanted`.
    void expect(int wanted) throws IOException {
        if (status != wanted) {
            throw new IOException("an answer should have had the status " + wanted + ", and was: " + text());
        }
    }

    private String text() {
        return new String(head, 0, length, StandardCharsets.ISO_8859_1);
    }
}
