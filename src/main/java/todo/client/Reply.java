package todo.client;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
    private final Consumer<Set<String>> unknown;

    /// @param unknown told the names of what is in the body and not known here
    Reply(int status, byte[] body, @Nullable URI next, Consumer<Set<String>> unknown) {
        this.status = status;
        this.body = body;
        this.next = next;
        this.unknown = unknown;
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
            return Json.read(body, json -> {
                T value = content.apply(json);
                unknown.accept(json.unknown());
                return value;
            });
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
