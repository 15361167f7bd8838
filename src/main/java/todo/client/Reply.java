package todo.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.Json;
import todo.json.JsonReader;

/// What the server answered.
///
/// @param next where an answer that comes in pages goes on, or `null` if this is all
public record Reply(int status, byte[] body, @Nullable URI next) {

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
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
