package todo.prove;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How requests come to lists: to one server, or to one of several.
interface Sender {
    /// @throws IOException if there was no answer: then it may or may not be done
    Http.Answer send(String method, String path, byte @Nullable [] body, Map<String, String> headers)
            throws IOException, InterruptedException;
}
