package todo.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The description of the API, against which answers are held.
final class ApiDocument {
    private static final List<String> HEADERS =
            List.of("ETag", "Location", "Link", "Retry-After", "Allow", "WWW-Authenticate");

    final Map<String, @Nullable Object> document;
    final JsonSchema schemas;
    private final Set<String> found = ConcurrentHashMap.newKeySet();

    ApiDocument() {
        try (var in = Objects.requireNonNull(ApiDocument.class.getResourceAsStream("openapi.json"))) {
            document = Tree.map(Tree.parse(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        schemas = new JsonSchema(document);
    }

    /// @param path with its parameters left open
    /// @param method in lower case
    /// @param definition as it stands in the document
    /// @param shared the parameters of all operations of the path
    record Operation(
            String path, String method, Map<String, @Nullable Object> definition, List<@Nullable Object> shared) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        Tree.map(document.get("paths")).forEach((path, item) -> {
            var shared = Tree.map(item).containsKey("parameters")
                    ? Tree.list(Tree.map(item).get("parameters"))
                    : List.<@Nullable Object>of();
            Tree.map(item).forEach((method, operation) -> {
                if (!method.equals("parameters")) {
                    operations.add(new Operation(path, method, Tree.map(operation), shared));
                }
            });
        });
        return operations;
    }

    /// The parameters of an operation, those of its path too.
    List<Map<String, @Nullable Object>> parameters(Operation operation) {
        List<@Nullable Object> all = new ArrayList<>(operation.shared);
        if (operation.definition.containsKey("parameters")) {
            all.addAll(Tree.list(operation.definition.get("parameters")));
        }
        return all.stream().map(schemas::resolve).toList();
    }

    /// The methods that `path`, with its parameters left open, takes.
    Set<String> methods(String path) {
        var methods = new TreeSet<String>();
        for (var operation : operations()) {
            if (operation.path.equals(path)) {
                methods.add(operation.method.toUpperCase(java.util.Locale.ROOT));
            }
        }
        if (methods.contains("GET") && !path.endsWith("/events")) {
            methods.add("HEAD");
        }
        return methods;
    }

    private static boolean fits(String template, String path) {
        return Pattern.matches(template.replaceAll("\\{[a-z]+}", "[^/]*").replace(".", "\\."), path);
    }

    /// What of an answer to `method` `target` is not described, and was not found in another answer before: one failure
    /// names it, and other tests go on.
    List<String> newProblems(String method, String target, Reply reply) {
        return problems(method, target, reply).stream()
                .filter(problem -> found.add(problem.replaceFirst("^the body[^ :]*", "")))
                .toList();
    }

    /// What of an answer to `method` `target` is not described.
    List<String> problems(String method, String target, Reply reply) {
        String path = target.replaceFirst("[?#].*", "");
        String described = method.equals("HEAD") ? "get" : method.toLowerCase(java.util.Locale.ROOT);
        String status = Integer.toString(reply.status());
        Object response = general(method, path, reply.status());
        for (var operation : operations()) {
            if (operation.method.equals(described) && fits(operation.path, path)) {
                var responses = Tree.map(operation.definition.get("responses"));
                response = responses.containsKey(status) ? responses.get(status) : response;
            }
        }
        if (response == null) {
            return List.of(method + " " + target + " may not be answered " + reply.status());
        }
        return problems(schemas.resolve(response), reply, method.equals("HEAD"));
    }

    /// What is said of a status of requests that are not described.
    private @Nullable Object general(String method, String path, int status) {
        boolean described = operations().stream()
                .anyMatch(operation ->
                        fits(operation.path, path) && methods(operation.path).contains(method));
        if (described) {
            return null;
        }
        var components = Tree.map(Tree.map(document.get("components")).get("responses"));
        String name = switch (status) {
            case 400 -> "BadRequest";
            case 401 -> "Unauthorized";
            case 404 -> "NotFound";
            case 405 -> "MethodNotAllowed";
            case 421 -> "Misdirected";
            case 204 -> "Done";
            default -> "none";
        };
        return components.get(name);
    }

    private List<String> problems(Map<String, @Nullable Object> response, Reply reply, boolean head) {
        List<String> problems = new ArrayList<>();
        var headers = response.containsKey("headers")
                ? Tree.map(response.get("headers"))
                : Map.<String, @Nullable Object>of();
        for (String name : HEADERS) {
            String value = reply.header(name);
            if (value == null) {
                if (headers.containsKey(name)
                        && Boolean.TRUE.equals(
                                schemas.resolve(headers.get(name)).get("required"))) {
                    problems.add(name + " is missing");
                }
            } else if (!headers.containsKey(name)) {
                problems.add(name + " is not described");
            } else {
                Object typed = name.equals("Retry-After") ? (Object) Long.parseLong(value) : value;
                problems.addAll(
                        schemas.problems(schemas.resolve(headers.get(name)).get("schema"), typed, name));
            }
        }
        if (head || !response.containsKey("content")) {
            if (reply.body().length > 0) {
                problems.add("there should be no body");
            }
            return problems;
        }
        String type = String.valueOf(reply.header("Content-Type")).replaceFirst(";.*", "");
        var content = Tree.map(response.get("content"));
        if (!content.containsKey(type)) {
            problems.add("the type " + type + " is not described");
        } else if (type.endsWith("json")) {
            problems.addAll(
                    schemas.problems(Tree.map(content.get(type)).get("schema"), Tree.parse(reply.body()), "the body"));
        }
        return problems;
    }
}
