package todo.web;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import todo.json.ChangeJson;
import todo.json.Json;
import todo.list.Change;
import todo.list.Edit;
import todo.list.ListProperties;
import todo.list.Refusal;
import todo.list.TodoList;
import todo.server.Answer;
import todo.server.Outcome;
import todo.server.Question;
import todo.server.Todos;
import todo.store.ListPage;
import todo.store.ListSummary;
import todo.store.StoreException;
import tools.jackson.core.JsonGenerator;

/// `/api/lists` and `/api/lists/{list}`.
final class ListRoutes {
    private final Todos todos;

    ListRoutes(Todos todos) {
        this.todos = todos;
    }

    void all(Exchange exchange) {
        switch (exchange.method()) {
            case "GET", "HEAD" -> {
                exchange.parameters().allow("limit", "after");
                String after = exchange.parameters().text("after");
                int limit = exchange.parameters().limit();
                var page = page(exchange, after == null ? "" : after);
                if (limit > 0) {
                    limited(exchange, page, limit);
                } else {
                    exchange.streamJson(json -> writeAll(json, exchange, page));
                }
            }
            default -> throw Api.methodNotAllowed("GET", "HEAD");
        }
    }

    private ListPage page(Exchange exchange, String after) {
        try {
            return todos.lists(exchange.caller(), after);
        } catch (StoreException e) {
            throw Api.unreadable(e);
        }
    }

    private void limited(Exchange exchange, ListPage page, int limit) {
        var lists = page.lists();
        boolean more = lists.size() > limit
                || lists.size() == limit
                        && !page(exchange, lists.getLast().name()).lists().isEmpty();
        var shown = lists.subList(0, Math.min(limit, lists.size()));
        if (more) {
            exchange.next("after", shown.getLast().name());
        }
        exchange.json(json -> {
            json.writeStartArray();
            page.unreadable().forEach(damage -> writeDamage(json, null, damage));
            shown.forEach(list -> write(json, exchange, list));
            json.writeEndArray();
        });
    }

    /// A file that can't be read may show only after the first page.
    private void writeAll(JsonGenerator json, Exchange exchange, ListPage first) {
        Set<String> unreadable = new HashSet<>();
        json.writeStartArray();
        var page = first;
        boolean more = true;
        while (more) {
            page.unreadable().stream().filter(unreadable::add).forEach(damage -> writeDamage(json, null, damage));
            page.lists().forEach(list -> write(json, exchange, list));
            more = !page.lists().isEmpty();
            page = more ? page(exchange, page.lists().getLast().name()) : page;
        }
        json.writeEndArray();
    }

    /// What stands in the place of a list that can't be read.
    ///
    /// @param name `null` for all of a file
    private static void writeDamage(JsonGenerator json, @Nullable String name, String damage) {
        json.writeStartObject();
        if (name != null) {
            json.writeStringProperty("name", name);
        }
        json.writeStringProperty("damaged", damage);
        json.writeEndObject();
    }

    void one(Exchange exchange, String list) {
        exchange.parameters().allow();
        switch (exchange.method()) {
            case "GET", "HEAD" -> get(exchange, list);
            case "PUT" -> put(exchange, list);
            case "DELETE" -> delete(exchange, list);
            default -> throw Api.methodNotAllowed("GET", "HEAD", "PUT", "DELETE");
        }
    }

    private void get(Exchange exchange, String list) {
        var known = about(exchange, list);
        if (!known.alive()) {
            throw Api.refused(new Refusal.NoSuchList(list));
        }
        if (exchange.has(known.version())) {
            exchange.etag(known.version()).notModified();
        } else {
            send(exchange, list, known);
        }
    }

    private void put(Exchange exchange, String list) {
        var edit = new Edit.Describe(Json.read(exchange.body(), ChangeJson::readProperties));
        var ifMatch = exchange.isForWhatIsNotThere() ? List.of(TodoList.NOT_THERE) : exchange.ifMatch();
        var done = Api.done(todos.call(exchange.caller(), list, edit, ifMatch, exchange.repeatable())
                .join());
        exchange.status(exchange.isForWhatIsNotThere() || cameToBe(exchange, list, done) ? 201 : 200);
        send(exchange, list, done.replayed() ? before(exchange, list, done) : about(exchange, list));
    }

    /// Whether the list was not there before, as far as its history is kept.
    private boolean cameToBe(Exchange exchange, String list, Outcome.Done done) {
        if (done.changes().isEmpty()) {
            return false;
        }
        long last = done.changes().getFirst().version() - 1;
        return last == 0
                || ifKept(todos.history(exchange.caller(), list, last, last))
                        .map(changes -> changes.getFirst().what() instanceof Change.Dropped)
                        .orElse(false);
    }

    /// The list as it was when the request was made before; if that is no longer kept, as it is now.
    private Question.About.Known before(Exchange exchange, String list, Outcome.Done done) {
        return ifKept(todos.at(exchange.caller(), list, done.version()))
                .map(new Question.About()::of)
                .orElseGet(() -> about(exchange, list));
    }

    /// What was done is not undone by its history being trimmed meanwhile.
    private static <T> Optional<T> ifKept(Answer<T> answer) {
        return answer instanceof Answer.Refused<T>(Refusal.NoLongerKept _)
                ? Optional.empty()
                : Optional.of(Api.given(answer));
    }

    private void delete(Exchange exchange, String list) {
        var done = Api.edit(todos, exchange, list, new Edit.Drop());
        exchange.audit("deleted the list \"" + list + "\"");
        exchange.json(json -> {
            json.writeStartObject();
            json.writeNumberProperty("version", done.version());
            json.writeNumberProperty("before", Api.before(done));
            json.writeEndObject();
        });
    }

    private Question.About.Known about(Exchange exchange, String list) {
        return Api.given(
                todos.ask(exchange.caller(), list, new Question.About()).join());
    }

    private static void send(Exchange exchange, String list, Question.About.Known known) {
        exchange.etag(known.version())
                .json(json -> write(
                        json,
                        exchange,
                        list,
                        known.properties(),
                        known.version(),
                        known.changedAt(),
                        known.open(),
                        known.completed()));
    }

    private static void write(JsonGenerator json, Exchange exchange, ListSummary list) {
        if (list.damage() != null) {
            writeDamage(json, list.name(), list.damage());
            return;
        }
        write(
                json,
                exchange,
                list.name(),
                list.properties(),
                list.version(),
                list.changedAt(),
                list.open(),
                list.completed());
    }

    private static void write(
            JsonGenerator json,
            Exchange exchange,
            String name,
            ListProperties properties,
            long version,
            Instant changedAt,
            int open,
            int completed) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        ChangeJson.writeMembers(json, properties);
        json.writeNumberProperty("version", version);
        json.writeStringProperty("changedAt", changedAt.toString());
        json.writeNumberProperty("open", open);
        json.writeNumberProperty("completed", completed);
        json.writeStringProperty("url", exchange.base() + "/api/lists/" + RequestPath.encode(name));
        json.writeEndObject();
    }
}
