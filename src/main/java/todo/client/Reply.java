package todo.client;

import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.Json;
import todo.json.JsonReader;

/// What the server answered.
public final class Reply {
    private final int status;
    private final byte[] body;
    private final @Nullable URI next;

    Reply(int status, byte[] body, @Nullable URI next) {
        this.status = status;
        this.body = body;
        this.next = next;
    }

    int status() {
        return status;
    }

    /// Where an answer that comes in pages goes on, or `null` if this is all.
    @Nullable
    URI next() {
        return next;
    }

    /// What came, byte by byte.
    public byte[] body() {
        return body;
    }

    public <T> T read(Function<JsonReader, T> content) {
        try {
            return Json.read(body, content);
        } catch (BadRequest e) {
            throw new ClientException(
                    ClientException.Kind.BROKEN,
                    status,
                    "the server's answer can't be read: " + e.getMessage() + "; is it a Todo server of this version?");
        }
    }

    public <T> List<T> readAll(Function<JsonReader, T> element) {
        return read(json -> json.array(() -> element.apply(json)));
    }
}
