package todo.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import todo.account.Caller;
import todo.account.Token;

/// Who comes in: the host the request means, the page it comes from, and the caller who makes it.
final class Gate {
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private final Token token;
    private final Set<String> hosts = new HashSet<>(List.of("localhost"));
    private final Set<String> origins;
    private volatile String lastHost = "localhost";

    /// @param hosts the names by which this server is known, beside localhost and addresses
    /// @param origins the origins whose pages may use the API
    Gate(Token token, List<String> hosts, List<String> origins) {
        this.token = token;
        this.origins = Set.copyOf(origins);
        hosts.forEach(host -> this.hosts.add(host.toLowerCase(Locale.ROOT)));
    }

    /// Refuses a request that means another host. A name that leads here but is none of ours is how a
    /// foreign page would reach a server at home (DNS rebinding); an address can't be rebound.
    void checkHost(String given) {
        if (given.equals(lastHost)) {
            return; // as nearly always
        }
        String host = given.toLowerCase(Locale.ROOT);
        String name = host.startsWith("[") ? host : PORT.matcher(host).replaceFirst("");
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1); // the same name, said to be whole (RFC 1034 §3.1)
        }
        boolean address = name.startsWith("[") || ADDRESS.matcher(name).matches();
        if (!address && !hosts.contains(name)) {
            throw new Problem.Found(Problem.of(
                    421,
                    "Misdirected Request",
                    "this server is not known as \"" + name + "\"; start it with --host-name " + name
                            + " if it should be"));
        }
        lastHost = given;
    }

    /// Lets pages of the origins that are allowed read the answer; `true` if that was all that was asked.
    boolean answersOrigin(HttpCall call) {
        if (origins.isEmpty()) {
            return false;
        }
        call.add("Vary", "Origin");
        String origin = call.field("Origin");
        if (origin == null || !origins.contains(origin)) {
            return false;
        }
        call.put("Access-Control-Allow-Origin", origin);
        call.put("Access-Control-Expose-Headers", "ETag, Link, Location, Retry-After");
        if (!call.method().equals("OPTIONS") || !call.has("Access-Control-Request-Method")) {
            return false;
        }
        call.put("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
        call.put(
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, Last-Event-ID");
        call.put("Access-Control-Max-Age", "600");
        return true;
    }

    /// Who makes the request: the one who has the token, as a bearer (RFC 6750) or as the password of any
    /// name (RFC 7617).
    Caller caller(@Nullable String authorization) {
        String given = authorization == null ? null : secret(authorization);
        if (given == null || !token.matches(given)) {
            throw new Problem.Found(Problem.of(
                            401,
                            "Unauthorized",
                            given == null
                                    ? "send the server's token as \"Authorization: Bearer TOKEN\""
                                    : "that is not the server's token; it is in the file \"token\" of its data folder")
                    .with("WWW-Authenticate", "Bearer, Basic realm=\"Todo\", charset=\"UTF-8\""));
        }
        return Caller.OWNER;
    }

    private static @Nullable String secret(String authorization) {
        if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return authorization.substring(7).strip();
        }
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
