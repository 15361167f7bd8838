package todo.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import todo.json.Json;
import tools.jackson.core.JsonGenerator;

/// An error as the client is told of it (RFC 9457).
///
/// @param detail a sentence that says what was wrong with what
/// @param headers header fields to go with it, by name
/// @param more writes further members
record Problem(int status, String title, String detail, Map<String, String> headers, Consumer<JsonGenerator> more) {

    static Problem of(int status, String title, String detail) {
        return new Problem(status, title, detail, Map.of(), _ -> {});
    }

    Problem with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Problem(status, title, detail, all, more);
    }

    Problem with(Consumer<JsonGenerator> members) {
        return new Problem(status, title, detail, headers, members);
    }

    byte[] json() {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("type", "about:blank");
            json.writeStringProperty("title", title);
            json.writeNumberProperty("status", status);
            json.writeStringProperty("detail", detail);
            more.accept(json);
            json.writeEndObject();
        });
    }

    /// A whole answer with it, as the last on its connection.
    byte[] http() {
        byte[] body = json();
        var answer = new StringBuilder("HTTP/1.1 " + status + " " + title + "\r\n");
        with("Connection", "close")
                .headers
                .forEach((name, value) ->
                        answer.append(name).append(": ").append(value).append("\r\n"));
        answer.append("Content-Type: application/problem+json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n\r\n")
                .append(new String(body, StandardCharsets.UTF_8));
        return answer.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Problem methodNotAllowed(List<String> allowed) {
        String methods = String.join(", ", allowed);
        return of(405, "Method Not Allowed", "this takes " + methods).with("Allow", methods);
    }

    static Problem notFound(String what) {
        return of(404, "Not Found", "there is no " + what);
    }

    static Problem busy(String detail) {
        return of(503, "Service Unavailable", detail).with("Retry-After", "1");
    }

    static Problem diskFull(String detail) {
        return of(507, "Insufficient Storage", detail).with("Retry-After", "10");
    }

    /// Thrown by whoever finds one amid a request; caught at the door.
    static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Problem problem;

        Found(Problem problem) {
            super(problem.detail, null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
