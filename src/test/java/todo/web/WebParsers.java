package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import todo.account.Token;
import todo.json.BadRequest;

/// What reads the parts of a request.
public final class WebParsers {
    private static final Gate GATE = new Gate(token(), List.of("todo.example"), List.of());

    private WebParsers() {}

    private static Token token() {
        try {
            var folder = Files.createTempDirectory("token");
            var token = Token.of(folder);
            Files.delete(folder.resolve("token"));
            Files.delete(folder);
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    private static String latin(byte[] input) {
        return new String(input, StandardCharsets.ISO_8859_1);
    }

    public static void target(byte[] input) {
        try {
            var segments = RequestPath.segments(latin(input));
            String again = segments.stream().map(RequestPath::encode).collect(Collectors.joining("/", "/", ""));
            assertThat(RequestPath.segments(again)).isEqualTo(segments);
        } catch (BadRequest e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    public static void query(byte[] input) {
        Parameters parameters;
        try {
            parameters = new Parameters(latin(input), ZoneOffset.UTC);
        } catch (BadRequest e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        List<Runnable> readings = List.of(
                () -> parameters.allow("at", "due", "q"),
                () -> assertThat(parameters.limit()).isBetween(0, Parameters.MAX_LIMIT),
                () -> assertThat(parameters.number("after", 0, 0, Long.MAX_VALUE))
                        .isNotNegative(),
                () -> parameters.moment("at"),
                parameters::zone,
                parameters::keepsIds,
                parameters::overdue,
                () -> parameters.query(0),
                () -> {
                    parameters.allow("at", "due", "q");
                    var again =
                            new Parameters(parameters.with("/", "after", "7").substring(2), ZoneOffset.UTC);
                    assertThat(again.text("q")).isEqualTo(parameters.text("q"));
                });
        readings.forEach(WebParsers::read);
    }

    private static void read(Runnable reading) {
        try {
            reading.run();
        } catch (BadRequest e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    public static void etags(byte[] input) {
        read(() -> assertThat(Etags.versions(latin(input), "If-Match", input.length % 2 == 0))
                .isNotEmpty()
                .allMatch(version -> version >= -1));
    }

    /// Nobody comes in who does not have the token, however they say it.
    public static void authorization(byte[] input) {
        try {
            GATE.caller(text(input));
            throw new AssertionError("came in with " + text(input));
        } catch (Problem.Found e) {
            assertThat(e.problem().status()).isEqualTo(401);
        }
    }

    /// No name is taken for this server's but its own.
    public static void host(byte[] input) {
        String host = text(input);
        try {
            GATE.checkHost(host);
            assertThat(host)
                    .matches(
                            "(?is)\\[.*|([0-9]{1,3}\\.){3}[0-9]{1,3}\\.?(:[0-9]*)?|(localhost|todo\\.example)\\.?(:[0-9]*)?");
        } catch (Problem.Found e) {
            assertThat(e.problem().status()).isEqualTo(421);
        }
    }
}
