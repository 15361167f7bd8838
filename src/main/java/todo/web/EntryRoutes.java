package todo.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.EntryJson;
import todo.json.Json;
import todo.json.JsonReader;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.Refusal;
import todo.list.Selection;
import todo.list.Uid;
import todo.server.Answer;
import todo.server.Outcome;
import todo.server.Question;
import todo.server.Todos;
import tools.jackson.core.JsonGenerator;

/// `/api/lists/{list}/entries` and what is below it.
final class EntryRoutes {
    private static final int MAX_ADDED = 1_000;

    private final Todos todos;

    EntryRoutes(Todos todos) {
        this.todos = todos;
    }

    void all(Exchange exchange, String list) {
        switch (exchange.method()) {
            case "GET", "HEAD" -> select(exchange, list);
            case "POST" -> add(exchange, list);
            case "DELETE" -> clear(exchange, list);
            default -> throw Api.methodNotAllowed("GET", "HEAD", "POST", "DELETE");
        }
    }

    void one(Exchange exchange, String list, long id) {
        var parameters = exchange.parameters();
        switch (exchange.method()) {
            case "PATCH", "PUT" -> parameters.allow("zone");
            default -> parameters.allow();
        }
        switch (exchange.method()) {
            case "GET", "HEAD" -> get(exchange, list, id);
            case "PATCH" -> change(exchange, list, new Edit.Amend(id, fields(exchange), parameters.zone()));
            case "PUT" -> change(exchange, list, new Edit.Replace(id, fields(exchange), parameters.zone()));
            case "DELETE" -> {
                edit(exchange, list, new Edit.Remove(id));
                exchange.noContent();
            }
            default -> throw Api.methodNotAllowed("GET", "HEAD", "PATCH", "PUT", "DELETE");
        }
    }

    private void change(Exchange exchange, String list, Edit edit) {
        send(exchange, list, edit(exchange, list, edit).entries().getFirst());
    }

    private static List<Field> fields(Exchange exchange) {
        return Json.read(exchange.body(), EntryJson::readDraft).fields();
    }

    private void clear(Exchange exchange, String list) {
        exchange.parameters().allow();
        edit(exchange, list, new Edit.Clear());
        exchange.noContent();
    }

    private void select(Exchange exchange, String list) {
        var parameters = exchange.parameters();
        parameters.allow("due", "from", "to", "completed", "q", "order", "limit", "after", "at");
        var query = parameters.query(parameters.number("after", 0, 1, Long.MAX_VALUE));
        var question = new Question.Entries(query, parameters.limit());
        var moment = parameters.moment("at");
        if (moment != null) {
            exchange.take(Exchange.PAGE);
        }
        var selected = moment == null
                ? Api.given(todos.ask(exchange.caller(), list, question).join())
                : question.of(Api.given(todos.at(exchange.caller(), list, version(exchange, list, moment))));
        if (!selected.alive()) {
            throw Api.refused(new Refusal.NoSuchList(list));
        }
        var selection = selected.selection();
        if (selection == null) {
            throw Api.refused(new Refusal.NoSuchEntry(query.after()));
        }
        exchange.etag(selected.version());
        if (exchange.has(selected.version())) {
            exchange.notModified();
        } else {
            send(exchange, list, selection, parameters.limit());
        }
    }

    private long version(Exchange exchange, String list, Object moment) {
        return switch (moment) {
            case Long version -> version;
            case java.time.Instant instant -> Api.given(todos.versionAt(exchange.caller(), list, instant));
            default -> throw new IllegalArgumentException(moment + " is neither a version nor an instant");
        };
    }

    /// A page if one is asked for; else all there are, streamed where they are many.
    private static void send(Exchange exchange, String list, Selection selection, int limit) {
        var page = selection.page(limit > 0 ? limit : Parameters.MAX_LIMIT);
        if (limit == 0 && page.more()) {
            exchange.streamJson(json -> writeAll(json, exchange, list, selection));
            return;
        }
        if (page.more()) {
            exchange.next("after", Long.toString(page.entries().getLast().id()));
        }
        exchange.json(json -> writeAll(json, exchange, list, page.entries()));
    }

    private void get(Exchange exchange, String list, long id) {
        var found = Api.given(
                        todos.ask(exchange.caller(), list, new Question.One(id)).join())
                .entry();
        if (found == null) {
            throw Api.refused(new Refusal.NoSuchEntry(id));
        }
        exchange.etag(found.version());
        if (exchange.has(found.version())) {
            exchange.notModified();
        } else {
            send(exchange, list, found);
        }
    }

    private void add(Exchange exchange, String list) {
        exchange.parameters().allow("ids");
        boolean keepIds = exchange.parameters().keepsIds();
        var added = Json.read(exchange.body(), json -> new Added(json.isArray(), edits(json, keepIds)));
        var edit = added.edits.size() == 1 ? added.edits.getFirst() : new Edit.All(added.edits);
        var done = edit(exchange, list, edit);
        exchange.status(201);
        if (added.array) {
            exchange.json(json -> writeAll(json, exchange, list, done.entries()));
        } else {
            sendNew(exchange, list, done.entries().getFirst());
        }
    }

    private record Added(boolean array, List<Edit> edits) {}

    private static List<Edit> edits(JsonReader json, boolean keepIds) {
        List<Edit> edits = json.isArray()
                ? json.array(() -> addition(EntryJson.readDraft(json), keepIds))
                : List.of(addition(EntryJson.readDraft(json), keepIds));
        if (edits.isEmpty() || edits.size() > MAX_ADDED) {
            throw new BadRequest("the body must be an entry, or an array of 1 to 1,000 of them");
        }
        return edits;
    }

    private static Edit addition(EntryJson.Draft draft, boolean keepId) {
        String uid = draft.uid();
        return new Edit.Add(
                uid == null ? Uid.fresh() : uid, keepId ? draft.id() : 0, draft.createdAt(), draft.fields());
    }

    void move(Exchange exchange, String list, long id) {
        if (!exchange.method().equals("POST")) {
            throw Api.methodNotAllowed("POST");
        }
        exchange.parameters().allow();
        String to = Json.read(exchange.body(), EntryRoutes::target);
        var done = edit(exchange, list, new Edit.Send(id, to));
        var moved = done.entries().isEmpty()
                ? find(exchange, to, done)
                : done.entries().getFirst();
        if (moved == null) {
            throw Api.refused(new Refusal.NoSuchEntry(id));
        }
        sendNew(exchange, to, moved);
    }

    /// Where the entry is that a move, made before, took to `to`; if it has gone on since, as it arrived.
    private @Nullable Entry find(Exchange exchange, String to, Outcome.Done done) {
        var left = done.changes().getFirst();
        var sent = left.entry();
        if (sent == null) {
            return null;
        }
        var there = Api.given(todos.ask(exchange.caller(), to, new Question.ByUid(sent.uid()))
                        .join())
                .entry();
        return there != null ? there : findArrival(exchange, to, sent.uid(), left.version());
    }

    private @Nullable Entry findArrival(Exchange exchange, String to, String uid, long left) {
        long last = Api.given(
                        todos.ask(exchange.caller(), to, new Question.About()).join())
                .version();
        while (todos.history(exchange.caller(), to, last, 1) instanceof Answer.Given<List<Change>>(var page)
                && !page.isEmpty()) {
            for (var change : page) {
                if (change.what() instanceof Change.MovedIn(var entry, var _, var from)
                        && from == left
                        && entry.uid().equals(uid)) {
                    return entry;
                }
            }
            last = page.getLast().version() - 1;
        }
        return null;
    }

    private static String target(JsonReader json) {
        var target = new Object() {
            String list = "";
        };
        json.object(name -> {
            if (!name.equals("list")) {
                throw new BadRequest("\"" + name + "\" is not a part of a move; it has list");
            }
            target.list = json.string();
        });
        return target.list;
    }

    private Outcome.Done edit(Exchange exchange, String list, Edit edit) {
        return Api.edit(todos, exchange, list, edit);
    }

    private static void sendNew(Exchange exchange, String list, Entry entry) {
        exchange.location(address(exchange, list) + entry.id());
        send(exchange, list, entry);
    }

    private static void send(Exchange exchange, String list, Entry entry) {
        exchange.etag(entry.version()).json(json -> write(json, address(exchange, list), list, entry));
    }

    private static void writeAll(JsonGenerator json, Exchange exchange, String list, Iterable<Entry> entries) {
        String address = address(exchange, list);
        json.writeStartArray();
        entries.forEach(entry -> write(json, address, list, entry));
        json.writeEndArray();
    }

    /// @param address of the list's entries, to which an id is appended
    static void write(JsonGenerator json, String address, String list, Entry entry) {
        json.writeStartObject();
        EntryJson.writeAll(json, entry);
        json.writeStringProperty("list", list);
        json.writeStringProperty("url", address + entry.id());
        json.writeEndObject();
    }

    static String address(Exchange exchange, String list) {
        return exchange.base() + "/api/lists/" + RequestPath.encode(list) + "/entries/";
    }
}
