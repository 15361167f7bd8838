package todo.web;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/// A request and its answer as Jetty has them, read and written by a thread that may wait, each time with a deadline.
final class HttpCall {
    private static final List<String> OF_WHAT_IS_THERE = List.of("ETag", "Location", "Link", "Content-Length");
    private static final byte[] NOTHING = {};
    private static final int FIRST = 4 * 1024; // what is announced need not come
    private static final int PIECE = 64 * 1024;
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final int LINGER_BYTES = 4 << 20;
    static final Problem LATE = Problem.of(408, "Request Timeout", "the request did not come in time")
            .with("Connection", "close");

    private final Request request;
    private final Response response;
    private final Connections connections;
    private final Clients clients;
    private final BoundedEndPoint end;
    private long due;

    HttpCall(Request request, Response response, Connections connections, Clients clients) {
        this.request = request;
        this.response = response;
        this.connections = connections;
        this.clients = clients;
        this.end = BoundedEndPoint.of(
                request.getConnectionMetaData().getConnection().getEndPoint());
        this.due = end.received();
        request.addIdleTimeoutListener(_ -> false); // an answer may take its time
        response.setStatus(200);
        if (due == 0) {
            throw new Gone("the client was cut off", null);
        }
    }

    /// Thrown when there is nobody to read from or to write to any more.
    static final class Gone extends RuntimeException implements QuietException {
        private static final long serialVersionUID = 1;

        Gone(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /// Whom it is for.
    InetAddress client() {
        return clients.of(request);
    }

    String method() {
        return request.getMethod();
    }

    /// The path, as it was sent.
    String path() {
        String path = request.getHttpURI().getPath();
        return path == null ? "" : path;
    }

    /// The query, as it was sent.
    String query() {
        String query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    /// What the client calls this server.
    String authority() {
        return String.valueOf(request.getHttpURI().getAuthority());
    }

    boolean isSecure() {
        return request.isSecure();
    }

    boolean has(String name) {
        return request.getHeaders().contains(name);
    }

    /// A header field's value; that of one which came in several lines is their list (RFC 9110 §5.3).
    @Nullable
    String field(String name) {
        var headers = request.getHeaders();
        String first = headers.get(name);
        if (first == null) {
            return null;
        }
        var all = headers.getValuesList(name);
        return all.size() > 1 ? String.join(", ", all).strip() : first.strip();
    }

    boolean hasBody() {
        return length() != 0;
    }

    /// How long the body is said to be; -1 if it comes in chunks.
    long length() {
        return has("Transfer-Encoding")
                ? -1
                : Math.max(0, request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH));
    }

    /// The body, or `null` if it is longer than `most`.
    ///
    /// @throws Problem.Found if it does not come in time, or its chunks are none
    byte @Nullable [] body(int most) {
        long length = length();
        if (length > most) {
            return null;
        }
        var bytes = new ByteArrayOutputStream(Math.clamp(length, 32, FIRST));
        return read(bytes::writeBytes, most) ? bytes.toByteArray() : null;
    }

    /// `false` if it is longer than `most`.
    private boolean read(Consumer<byte[]> into, int most) {
        int read = 0;
        while (true) {
            var chunk = request.read();
            if (chunk == null) {
                awaitMore();
                continue;
            }
            if (Content.Chunk.isFailure(chunk)) {
                throw unreadable(chunk.getFailure());
            }
            byte[] piece = new byte[chunk.remaining()];
            chunk.get(piece, 0, piece.length);
            chunk.release();
            read += piece.length;
            if (read > most) {
                return false;
            }
            into.accept(piece);
            if (chunk.isLast()) {
                return true;
            }
        }
    }

    private static RuntimeException unreadable(Throwable failure) {
        return failure instanceof HttpException // which a chunk that is none is to Jetty, and the end of all too early
                ? new Problem.Found(Problem.of(400, "Bad Request", "the body is not framed as HTTP/1.1 has it")
                        .with("Connection", "close"))
                : new Gone("can't read from the client", failure);
    }

    private void awaitMore() {
        var there = new CountDownLatch(1);
        request.demand(Invocable.from(InvocationType.NON_BLOCKING, there::countDown));
        end.awaits(true);
        try {
            if (!there.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new Problem.Found(LATE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Gone("the server is being stopped", e);
        } finally {
            end.awaits(false);
        }
    }

    void status(int status) {
        response.setStatus(status);
    }

    int status() {
        return response.getStatus();
    }

    void put(String name, String value) {
        response.getHeaders().put(name, value);
    }

    void add(String name, String value) {
        response.getHeaders().add(name, value);
    }

    void length(long bytes) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes);
    }

    /// Whether the answer is on its way.
    boolean hasBegun() {
        return response.isCommitted();
    }

    /// Answers without a body.
    void send() {
        closeIfUnread();
        if (hasNoLength() && !response.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
            write(false, NOTHING, 0, 0); // or Jetty would say that it is empty
        }
        write(true, NOTHING, 0, 0);
        linger();
    }

    /// Whether the answer's length is not that of its body (RFC 9110 §8.6).
    private boolean hasNoLength() {
        return method().equals("HEAD") || status() == 204 || status() == 304;
    }

    /// Answers with a problem, which nothing is left of but what is said of it.
    void send(Problem problem) {
        OF_WHAT_IS_THERE.forEach(response.getHeaders()::remove);
        status(problem.status());
        put("Content-Type", "application/problem+json");
        problem.headers().forEach(this::put);
        send(problem.json());
    }

    void send(byte[] content) {
        closeIfUnread();
        length(content.length);
        int from = 0;
        for (; content.length - from > PIECE; from += PIECE) {
            write(false, content, from, PIECE);
        }
        write(true, content, from, content.length - from);
        linger();
    }

    /// Where the answer is written that has no length yet, or one that was told.
    OutputStream stream() {
        return new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                closeIfUnread();
                HttpCall.this.write(false, bytes, from, length);
            }
        };
    }

    /// Ends an answer that was streamed.
    void end() {
        closeIfUnread();
        write(true, NOTHING, 0, 0);
    }

    /// Where the body ends is not known before it was read: what follows could be taken for a request.
    private void closeIfUnread() {
        if (!hasBegun() && hasBody() && !closes() && !request.consumeAvailable()) {
            put("Connection", "close");
        }
    }

    private boolean closes() {
        return "close".equals(response.getHeaders().get(HttpHeader.CONNECTION));
    }

    private void write(boolean last, byte[] bytes, int from, int length) {
        var written = new Callback.Completable(InvocationType.NON_BLOCKING);
        response.write(last, ByteBuffer.wrap(bytes, from, length), written);
        try {
            written.get(connections.limits().write().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            connections.wasCut();
            throw new Gone("the client does not take its answer", e);
        } catch (ExecutionException e) {
            throw new Gone("can't write to the client", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Gone("the server is being stopped", e);
        }
    }

    /// Reads and drops what the client still sends, so that closing does not take away the answer just written.
    private void linger() {
        if (status() >= 400 && status() != LATE.status() && hasBody() && closes()) {
            due = System.nanoTime() + LINGER.toNanos();
            try {
                var _ = read(_ -> {}, LINGER_BYTES);
            } catch (Gone | Problem.Found _) {
                // the client is gone, or has had its time
            }
        }
    }

    /// The call is over, and the next may begin.
    void done(Callback callback) {
        end.answered();
        callback.succeeded();
        if (connections.stopping()) {
            end.closeIfIdle();
        }
    }
}
