package todo.web;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Holds values against schemas: as much of JSON Schema 2020-12 as the description of the API uses.
final class JsonSchema {
    private static final int LONGEST = 200;

    private final Map<String, @Nullable Object> document;

    /// @param document what references in schemas are about
    JsonSchema(Map<String, @Nullable Object> document) {
        this.document = document;
    }

    /// `object`, or what it refers to.
    Map<String, @Nullable Object> resolve(@Nullable Object object) {
        var found = Tree.map(object);
        while (found.get("$ref") instanceof String reference) {
            for (String step : reference.substring(2).split("/", -1)) {
                found = reference.startsWith("#/" + step) && !found.containsKey(step)
                        ? Tree.map(document.get(step))
                        : Tree.map(found.get(step));
            }
        }
        return found;
    }

    /// What of `value`, which is at `place`, is not as `schema` says.
    List<String> problems(@Nullable Object schema, @Nullable Object value, String place) {
        List<String> problems = new ArrayList<>();
        resolve(schema).forEach((keyword, wanted) -> {
            String problem = problem(resolve(schema), keyword, wanted, value, place, problems);
            if (problem != null) {
                problems.add(place + " " + problem + ": " + shortened(Tree.text(value)));
            }
        });
        return problems;
    }

    private @Nullable String problem(
            Map<String, @Nullable Object> schema,
            String keyword,
            @Nullable Object wanted,
            @Nullable Object value,
            String place,
            List<String> within) {
        return switch (keyword) {
            case "description", "example", "default" -> null;
            case "type" ->
                (wanted instanceof List<?> types ? types : List.of(Objects.requireNonNull(wanted)))
                                .stream().anyMatch(type -> isOf(String.valueOf(type), value))
                        ? null
                        : "is not of type " + wanted;
            case "enum" -> Tree.list(wanted).contains(value) ? null : "is none of " + wanted;
            case "const" -> Objects.equals(wanted, value) ? null : "is not " + wanted;
            case "oneOf" ->
                Tree.list(wanted).stream()
                                        .filter(each ->
                                                problems(each, value, place).isEmpty())
                                        .count()
                                == 1
                        ? null
                        : "is not one of " + Tree.text(wanted);
            case "properties", "required", "additionalProperties" -> {
                if (value instanceof Map<?, ?>) {
                    inObject(schema, keyword, wanted, Tree.map(value), place, within);
                }
                yield null;
            }
            case "items" -> {
                if (value instanceof List<?> array) {
                    for (int i = 0; i < array.size(); i++) {
                        within.addAll(problems(wanted, array.get(i), place + "[" + i + "]"));
                    }
                }
                yield null;
            }
            case "minItems" ->
                !(value instanceof List<?> array) || array.size() >= number(wanted) ? null : "is too short";
            case "maxItems" ->
                !(value instanceof List<?> array) || array.size() <= number(wanted) ? null : "is too long";
            case "minLength" ->
                !(value instanceof String text) || length(text) >= number(wanted) ? null : "is too short";
            case "maxLength" ->
                !(value instanceof String text) || length(text) <= number(wanted) ? null : "is too long";
            case "minimum" -> !(value instanceof Number) || number(value) >= number(wanted) ? null : "is too small";
            case "maximum" -> !(value instanceof Number) || number(value) <= number(wanted) ? null : "is too great";
            case "pattern" ->
                !(value instanceof String text)
                                || Pattern.compile(String.valueOf(wanted))
                                        .matcher(text)
                                        .find()
                        ? null
                        : "does not match " + wanted;
            case "format" ->
                !(value instanceof String text) || hasFormat(String.valueOf(wanted), text) ? null : "is no " + wanted;
            default -> "has a schema with the keyword \"" + keyword + "\", which is not known here";
        };
    }

    private void inObject(
            Map<String, @Nullable Object> schema,
            String keyword,
            @Nullable Object wanted,
            Map<String, @Nullable Object> object,
            String place,
            List<String> within) {
        switch (keyword) {
            case "properties" ->
                Tree.map(wanted).forEach((name, property) -> {
                    if (object.containsKey(name)) {
                        within.addAll(problems(property, object.get(name), place + "." + name));
                    }
                });
            case "required" ->
                Tree.list(wanted).stream()
                        .filter(name -> !object.containsKey(String.valueOf(name)))
                        .forEach(name -> within.add(place + " has no " + name));
            default -> {
                var known = schema.containsKey("properties") ? Tree.map(schema.get("properties")) : Map.of();
                object.forEach((name, property) -> {
                    if (known.containsKey(name) || Boolean.TRUE.equals(wanted)) {
                        return;
                    }
                    if (Boolean.FALSE.equals(wanted)) {
                        within.add(place + " has \"" + name + "\", which is not described");
                    } else {
                        within.addAll(problems(wanted, property, place + "." + name));
                    }
                });
            }
        }
    }

    private static boolean isOf(String type, @Nullable Object value) {
        return switch (type) {
            case "object" -> value instanceof Map<?, ?>;
            case "array" -> value instanceof List<?>;
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "null" -> value == null;
            default -> throw new IllegalArgumentException("no such type: " + type);
        };
    }

    private static boolean hasFormat(String format, String text) {
        try {
            Object parsed = switch (format) {
                case "date-time" -> Instant.parse(text);
                case "date" -> LocalDate.parse(text);
                case "uuid" -> UUID.fromString(text);
                case "uri" -> URI.create(text);
                default -> throw new IllegalStateException("no such format: " + format);
            };
            return !(parsed instanceof URI uri) || uri.isAbsolute();
        } catch (DateTimeException | IllegalArgumentException _) {
            return false;
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static double number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).doubleValue();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
