package todo.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import todo.json.ChangeJson;
import todo.list.Change;
import todo.list.Refusal;
import todo.server.Outcome;
import todo.server.Question;
import todo.server.Todos;

/// `/api/lists/{list}/changes` and what is below it.
final class HistoryRoutes {
    private static final int PAGE = 100;

    private final Todos todos;

    HistoryRoutes(Todos todos) {
        this.todos = todos;
    }

    /// The changes, newest first, of those after `since` and before `before`.
    void all(Exchange exchange, String list) {
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            throw Api.methodNotAllowed("GET", "HEAD");
        }
        var parameters = exchange.parameters();
        parameters.allow("since", "before", "limit");
        int limit = parameters.limit() == 0 ? PAGE : parameters.limit();
        long version = Api.given(
                        todos.ask(exchange.caller(), list, new Question.About()).join())
                .version();
        if (version == 0) {
            throw Api.refused(new Refusal.NoSuchList(list));
        }
        exchange.etag(version);
        if (exchange.has(version)) {
            exchange.notModified();
            return;
        }
        exchange.take(Exchange.PAGE);
        long since = parameters.number("since", -1, 0, Long.MAX_VALUE - 1);
        long floor = Api.given(todos.floor(exchange.caller(), list));
        if (since >= 0 && since < floor) {
            throw Api.refused(new Refusal.NoLongerKept(floor));
        }
        exchange.header("Todo-Floor", Long.toString(floor));
        long first = Math.max(since, floor) + 1;
        long last = Math.min(version, parameters.number("before", Long.MAX_VALUE, 1, Long.MAX_VALUE) - 1);
        List<Change> changes = last < first && last >= floor
                ? List.of()
                : Api.given(todos.history(exchange.caller(), list, last, Math.max(first, last - limit + 1)));
        if (!changes.isEmpty() && changes.getLast().version() > first) {
            exchange.next("before", Long.toString(changes.getLast().version()));
        }
        exchange.json(json -> {
            json.writeStartArray();
            changes.forEach(change -> ChangeJson.tell(json, change));
            json.writeEndArray();
        });
    }

    void undo(Exchange exchange, String list, long version) {
        if (!exchange.method().equals("POST")) {
            throw Api.methodNotAllowed("POST");
        }
        exchange.parameters().allow();
        exchange.take(Exchange.PAGE);
        var done = Api.done(todos.undo(exchange.caller(), list, version, exchange.ifMatch(), exchange.repeatable()));
        String movedTo = movedTo(done);
        if (movedTo == null) {
            exchange.etag(done.version());
        }
        String home = movedTo == null ? list : movedTo;
        String address = EntryRoutes.address(exchange, home);
        exchange.json(json -> {
            json.writeStartObject();
            json.writeNumberProperty("version", done.version());
            json.writeArrayPropertyStart("changes");
            done.changes().forEach(change -> ChangeJson.tell(json, change));
            json.writeEndArray();
            json.writeArrayPropertyStart("entries");
            done.entries().forEach(entry -> EntryRoutes.write(json, address, home, entry));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /// Where the entries went if a move was taken back, by moving them again; else `null`.
    private static @Nullable String movedTo(Outcome.Done done) {
        return !done.changes().isEmpty() && done.changes().getFirst().what() instanceof Change.MovedOut(var _, var to)
                ? to
                : null;
    }
}
