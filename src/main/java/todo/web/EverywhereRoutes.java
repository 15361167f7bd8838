package todo.web;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import todo.list.Query;
import todo.server.Todos;
import todo.store.Place;
import todo.store.Placed;
import todo.store.StoreException;
import tools.jackson.core.JsonGenerator;

/// `/api/entries`: the entries of all lists.
final class EverywhereRoutes {
    private static final int MOST_TEXT = 1 << 20; // characters in a page, which may have fewer entries than wanted then

    private final Todos todos;

    EverywhereRoutes(Todos todos) {
        this.todos = todos;
    }

    void all(Exchange exchange) {
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            throw Api.methodNotAllowed("GET", "HEAD");
        }
        var parameters = exchange.parameters();
        parameters.allow("due", "from", "to", "completed", "q", "limit", "after", "overdue", "zone");
        String word = parameters.text("after");
        var after = word == null ? Place.START : Place.parse(word);
        exchange.take(Exchange.PAGE);
        try (var found = parameters.overdue()
                ? overdue(exchange, after)
                : todos.find(exchange.caller(), parameters.query(0), after)) {
            send(exchange, found.iterator(), parameters.limit());
        } catch (StoreException e) {
            throw Api.unreadable(e);
        }
    }

    /// Anywhere, what is past has a date of at most two days after this zone's.
    private Stream<Placed> overdue(Exchange exchange, Place after) {
        var zone = exchange.parameters().zone();
        var now = LocalDateTime.ofInstant(todos.now(), zone);
        String text = exchange.parameters().query(0).text();
        var until = new Query(null, now.toLocalDate().plusDays(2), false, text, 0);
        return todos.find(exchange.caller(), until, after).filter(placed -> {
            var due = placed.entry().due();
            return due != null && due.isBefore(now, zone);
        });
    }

    private static void send(Exchange exchange, Iterator<Placed> found, int limit) {
        if (limit == 0) {
            exchange.streamJson(json -> {
                json.writeStartArray();
                found.forEachRemaining(placed -> write(json, exchange, placed));
                json.writeEndArray();
            });
            return;
        }
        List<Placed> page = new ArrayList<>();
        long length = 0;
        while (page.size() < limit && length < MOST_TEXT && found.hasNext()) {
            page.add(found.next());
            length += page.getLast().entry().length();
        }
        if (found.hasNext()) {
            exchange.next("after", page.getLast().place().toString());
        }
        exchange.json(json -> {
            json.writeStartArray();
            page.forEach(placed -> write(json, exchange, placed));
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, Exchange exchange, Placed placed) {
        EntryRoutes.write(json, EntryRoutes.address(exchange, placed.list()), placed.list(), placed.entry());
    }
}
