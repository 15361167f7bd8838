package todo.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.list.Query;

/// The query of a request's address, each parameter as what it stands for.
final class Parameters {
    static final int MAX_LIMIT = 1_000;
    private static final DateTimeFormatter DAY = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final String REPEATED = "\ud800"; // which no UTF-8 stands for

    private final Map<String, String> query;
    private final ZoneId zone;

    /// @param query as it was sent, percent-encoded
    /// @param zone where the server is
    /// @throws BadRequest if it is not encoded as UTF-8
    Parameters(String query, ZoneId zone) {
        this.query = query.isEmpty() ? Map.of() : parse(query);
        this.zone = zone;
    }

    private static Map<String, String> parse(String query) {
        Map<String, String> parsed = new LinkedHashMap<>();
        int from = 0;
        while (from < query.length()) {
            int next = query.indexOf('&', from);
            int to = next < 0 ? query.length() : next;
            int equals = query.indexOf('=', from);
            int end = equals < 0 || equals > to ? to : equals;
            if (to > from) {
                String value = RequestPath.decode("query", query, Math.min(end + 1, to), to, true);
                parsed.merge(RequestPath.decode("query", query, from, end, true), value, (_, _) -> REPEATED);
            }
            from = to + 1;
        }
        return parsed;
    }

    /// Refuses what is none of `names`, so that a slip of the pen is not taken for "all".
    void allow(String... names) {
        var known = List.of(names);
        query.forEach((name, value) -> {
            if (!known.contains(name)) {
                throw new BadRequest("there is no parameter \"" + name + "\" here; "
                        + (known.isEmpty() ? "it takes none" : "there are " + String.join(", ", known)));
            }
            if (value.equals(REPEATED)) {
                throw new BadRequest("\"" + name + "\" must be given once");
            }
        });
    }

    @Nullable
    String text(String name) {
        return query.get(name);
    }

    long number(String name, long otherwise, long least, long most) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw new BadRequest("\"" + name + "\" must be a whole number from " + least
                    + (most == Long.MAX_VALUE ? "" : " to " + most) + ", not \"" + text + "\"");
        }
        return Long.parseLong(text);
    }

    /// The most that is wanted, or 0 for all.
    int limit() {
        return (int) number("limit", 0, 1, MAX_LIMIT);
    }

    @Nullable
    LocalDate date(String name) {
        String text = text(name);
        try {
            return text == null ? null : LocalDate.parse(text, DAY);
        } catch (DateTimeException e) {
            throw new BadRequest("\"" + name + "\" must be a date such as 2026-12-24, not \"" + text + "\"", e);
        }
    }

    @Nullable
    Boolean flag(String name) {
        return switch (text(name)) {
            case null -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadRequest("\"" + name + "\" must be true or false");
        };
    }

    /// The zone of who asks; if none is given, the server's.
    ZoneId zone() {
        String text = text("zone");
        try {
            return text == null ? zone : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new BadRequest("\"zone\" must be a time zone such as Europe/Berlin, not \"" + text + "\"", e);
        }
    }

    /// A moment in the past: a version, or an instant; `null` for now.
    @Nullable
    Object moment(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return text.matches("[0-9]{1,18}") ? (Object) Long.parseLong(text) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new BadRequest(
                    "\"" + name + "\" must be a version such as 7 or an instant such as 2026-12-24T17:00:00Z, not \""
                            + text + "\"",
                    e);
        }
    }

    /// Whether new entries keep the ids they come with.
    boolean keepsIds() {
        String text = text("ids");
        if (text != null && !text.equals("keep")) {
            throw new BadRequest("\"ids\" must be keep, not \"" + text + "\"");
        }
        return text != null;
    }

    /// Whether those are wanted whose time is past.
    boolean overdue() {
        boolean overdue = Boolean.TRUE.equals(flag("overdue"));
        for (String other : List.of("due", "from", "to", "completed")) {
            if (overdue && text(other) != null) {
                throw new BadRequest("\"overdue\" goes without \"" + other + "\"");
            }
        }
        if (!overdue && text("zone") != null) {
            throw new BadRequest("\"zone\" goes with \"overdue\"");
        }
        return overdue;
    }

    /// Which entries are wanted by `due`, `from`, `to`, `completed` and `q`.
    Query query(long after) {
        var due = date("due");
        var from = date("from");
        var to = date("to");
        if (due != null && (from != null || to != null)) {
            throw new BadRequest("\"due\" goes without \"from\" and \"to\"");
        }
        String text = text("q");
        if (lastCompletedFirst()) {
            return Query.lastCompletedFirst(text == null ? "" : text, after);
        }
        return new Query(
                due != null ? due : from, due != null ? due : to, flag("completed"), text == null ? "" : text, after);
    }

    private boolean lastCompletedFirst() {
        String order = text("order");
        if (order == null) {
            return false;
        }
        if (!order.equals("completed")) {
            throw new BadRequest("\"order\" must be completed, not \"" + order + "\"");
        }
        for (String other : List.of("due", "from", "to")) {
            if (text(other) != null) {
                throw new BadRequest("\"order\" goes without \"" + other + "\"");
            }
        }
        if (Boolean.FALSE.equals(flag("completed"))) {
            throw new BadRequest("\"order\" goes with completed entries, not with \"completed=false\"");
        }
        return true;
    }

    /// `path` with these parameters, and `name` set to `value`.
    String with(String path, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.put(name, value);
        var address = new StringBuilder(path);
        char separator = '?';
        for (var each : all.entrySet()) {
            address.append(separator)
                    .append(URLEncoder.encode(each.getKey(), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return address.toString();
    }
}
