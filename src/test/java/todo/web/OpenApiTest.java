package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import todo.remind.Adding;
import todo.store.ReminderStorage;

/// Holds the description against the running server, and the other way round. What the server answers is
/// checked by [TestServer], here as in all other tests.
class OpenApiTest extends ServerTest {
    private static final ApiDocument DOCUMENT = new ApiDocument();

    static List<ApiDocument.Operation> operations() {
        return DOCUMENT.operations();
    }

    private static boolean isEvents(ApiDocument.Operation operation) {
        return operation.path().endsWith("/events");
    }

    /// The address of something that is there.
    private static String target(ApiDocument.Operation operation) {
        return operation
                .path()
                .replace("/api/lists/{list}", server.list("milk"))
                .replace("/api/inside/lists/{list}", server.list("milk").replace("/api/", "/api/inside/"))
                .replace("{target}", target())
                .replace("{id}", "1")
                .replace("{version}", "1");
    }

    /// Somebody who is told of reminders.
    private static String target() {
        return server.reminders.targets().stream()
                .map(ReminderStorage.Status::target)
                .findAny()
                .orElseGet(
                        () -> ((Adding.Added) server.reminders.addWebhook(URI.create("http://127.0.0.1:9/"))).target())
                .id();
    }

    private static List<@Nullable String> bodies(ApiDocument.Operation operation) {
        List<@Nullable String> bodies = new ArrayList<>();
        if (operation.definition().get("requestBody") instanceof Map<?, ?> body) {
            Tree.map(body.get("content")).forEach((_, media) -> {
                if (Tree.map(media).containsKey("example")) {
                    bodies.add(Tree.text(Tree.map(media).get("example")));
                } else {
                    Tree.map(Tree.map(media).get("examples"))
                            .forEach((_, example) ->
                                    bodies.add(Tree.text(Tree.map(example).get("value"))));
                }
            });
        } else {
            bodies.add(null);
        }
        return bodies;
    }

    private static Reply call(ApiDocument.Operation operation, String target, String... headers) {
        String body = bodies(operation).getFirst();
        return server.send(operation.method().toUpperCase(Locale.ROOT), target, body, headers);
    }

    @Test
    void theServerGivesTheDescriptionOut() {
        assertThat(server.sendPlain("GET", "/openapi.json", null).object()).isEqualTo(DOCUMENT.document);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void eachOperationWorksAsItsExampleSays(ApiDocument.Operation operation) throws Exception {
        if (isEvents(operation)) {
            server.events(target(operation).replaceFirst("/events$", "")).close();
            return;
        }
        for (String body : bodies(operation)) {
            var reply = server.send(operation.method().toUpperCase(Locale.ROOT), target(operation), body);
            assertThat(reply.status()).as(reply.text()).isBetween(200, 204);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void eachExampleIsAsItsSchemaSays(ApiDocument.Operation operation) {
        List<String> problems = new ArrayList<>();
        Tree.map(operation.definition().get("responses")).forEach((status, response) -> {
            var content = DOCUMENT.schemas.resolve(response).get("content");
            if (content instanceof Map<?, ?>) {
                Tree.map(content).forEach((_, media) -> {
                    if (Tree.map(media).containsKey("example")) {
                        problems.addAll(DOCUMENT.schemas.problems(
                                Tree.map(media).get("schema"), Tree.map(media).get("example"), status));
                    }
                });
            }
        });
        for (String body : bodies(operation)) {
            if (body != null) {
                var content = Tree.map(
                        Tree.map(operation.definition().get("requestBody")).get("content"));
                problems.addAll(DOCUMENT.schemas.problems(
                        Tree.map(content.get("application/json")).get("schema"),
                        Tree.parse(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        "the request"));
            }
        }
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void eachOperationTakesTheParametersThatAreDescribedAndNoOthers(ApiDocument.Operation operation) {
        String target = target(operation);
        var refused = call(operation, target + "?nonsense=1");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).contains("nonsense");
        for (var parameter : DOCUMENT.parameters(operation)) {
            String name = String.valueOf(parameter.get("name"));
            if (!parameter.containsKey("example") || "path".equals(parameter.get("in")) || isEvents(operation)) {
                continue;
            }
            String value = String.valueOf(parameter.get("example"));
            var reply = "header".equals(parameter.get("in"))
                    ? call(operation, target, name, value)
                    : call(operation, target + "?" + name + "=" + value + (name.equals("zone") ? "&overdue=true" : ""));
            assertThat(reply.status()).as(name + ": " + reply.text()).isNotEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theTokenIsNeededWhereTheDescriptionSaysSo(ApiDocument.Operation operation) {
        boolean open = operation.definition().get("security") instanceof List<?> security && security.isEmpty();
        var reply = server.sendPlain(operation.method().toUpperCase(Locale.ROOT), target(operation), null);
        assertThat(reply.status() == 401).isEqualTo(!open);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aMethodThatIsNotDescribedIsNotAllowed(ApiDocument.Operation operation) {
        String target = target(operation);
        var described = DOCUMENT.methods(operation.path());
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")) {
            if (!described.contains(method)) {
                var reply = server.send(method, target, null);
                assertThat(reply.status()).as(method).isEqualTo(405);
                assertThat(new TreeSet<>(
                                List.of(String.valueOf(reply.header("Allow")).split(", "))))
                        .isEqualTo(described);
            }
        }
    }

    @Test
    void aMissingPropertyIsNamedByOneFailure() {
        var document = new ApiDocument();
        String entries = server.list("milk", "bread") + "/entries";
        for (String path : List.of(entries, entries + "/1")) {
            var whole = server.get(path);
            byte[] cut = whole.text()
                    .replaceAll("\"uid\":\"[^\"]*\",", "")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            var problems = document.newProblems("GET", path, new Reply(whole.status(), whole.headers(), cut));
            assertThat(problems).isEqualTo(path.equals(entries) ? List.of("the body[0] has no uid") : List.of());
        }
    }

    @Test
    void anAddressThatIsNotDescribedIsNotThere() {
        var words = new TreeSet<String>();
        var described = new TreeSet<String>();
        for (var operation : operations()) {
            String path = operation.path().replaceAll("\\{[a-z]+}", "1");
            described.add(path);
            words.addAll(List.of(path.substring(1).split("/")));
        }
        Set<String> paths = new TreeSet<>(Set.of(""));
        for (int depth = 0; depth < 6; depth++) {
            for (String path : List.copyOf(paths)) {
                if (depth < 2 || path.startsWith("/api/lists/1") || path.startsWith("/api/entries/1")) {
                    words.forEach(word -> paths.add(path + "/" + word));
                }
            }
        }
        paths.removeAll(described);
        paths.remove("");
        assertThat(paths).hasSizeGreaterThan(100);
        for (String path : paths) {
            assertThat(server.get(path).status()).as(path).isIn(404, path.contains("/1") ? 400 : 404);
        }
    }
}
