package todo.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import todo.client.ClientException.Kind;
import todo.json.BadRequest;
import todo.json.Json;

/// From what the server said no with to what people are told.
final class Problem {
    private Problem() {}

    static ClientException of(URI server, int status, byte[] body) {
        Kind kind = kind(status);
        return new ClientException(
                kind,
                status,
                status == 401
                        ? server
                                + " does not know this token; give the server's in TODO_TOKEN, or its folder with --data"
                        : detail(status, body));
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 401, 403, 404, 409, 412, 421, 422, 428 -> Kind.REFUSED;
            default -> status < 500 ? Kind.UNREADABLE : Kind.BROKEN;
        };
    }

    /// The sentence of an RFC 9457 problem; whatever else it has is passed over.
    private static String detail(int status, byte[] body) {
        var said = new Object() {
            String title = "";
            String detail = "";
        };
        try {
            Json.read(body, json -> {
                json.object(name -> {
                    switch (name) {
                        case "title" -> said.title = json.string();
                        case "detail" -> said.detail = json.string();
                        default -> json.skip();
                    }
                });
                return said;
            });
        } catch (BadRequest _) {
            return "the server answered " + status + ", and not as a Todo server does";
        }
        return !said.detail.isEmpty()
                ? said.detail
                : said.title.isEmpty() ? "the server answered " + status : said.title;
    }

    static ClientException unreachable(URI server, IOException cause) {
        if (cause instanceof ConnectException) {
            return new ClientException(Kind.BROKEN, 0, "no server at " + server + "; start it with ./todo", cause);
        }
        if (cause instanceof HttpTimeoutException) {
            return new ClientException(Kind.BROKEN, 0, server + " did not answer in time", cause);
        }
        return new ClientException(
                Kind.BROKEN, 0, "lost the connection to " + server + ": " + cause.getMessage(), cause);
    }
}
