package todo.web;

import java.util.List;
import java.util.Locale;
import todo.account.Access;
import todo.server.Inside;
import todo.server.Inside.Look;
import todo.server.Server;
import tools.jackson.core.JsonGenerator;

/// `/api/inside`: the processes and workers as they run, a few times a second for those who watch; and a way to make
/// a list's process fail, to watch it heal.
final class InsideRoutes {
    private final Inside inside;
    private final Connections connections;
    private final RequestMemory memory;
    private final EventRoutes events;
    private final Metrics metrics;
    private volatile Frame last = new Frame(0, new byte[0]);

    /// A look as it is sent to all who watch.
    private static final class Frame {
        private final long number;
        private final byte[] bytes;

        Frame(long number, byte[] bytes) {
            this.number = number;
            this.bytes = bytes;
        }
    }

    InsideRoutes(Inside inside, Connections connections, RequestMemory memory, EventRoutes events, Metrics metrics) {
        this.inside = inside;
        this.connections = connections;
        this.memory = memory;
        this.events = events;
        this.metrics = metrics;
    }

    /// @param path the segments after `api`
    void answer(Exchange exchange, List<String> path) {
        if (path.size() == 1) {
            allow(exchange, "GET", "HEAD");
            var look = inside.look();
            exchange.json(json -> write(json, look));
        } else if (path.size() == 2 && path.get(1).equals("events")) {
            allow(exchange, "GET");
            watch(exchange);
        } else if (path.size() == 4
                && path.get(1).equals("lists")
                && path.get(3).equals("crash")) {
            String list = Api.list(path.get(2));
            allow(exchange, "POST");
            crash(exchange, list);
        } else {
            throw Api.noSuchAddress();
        }
    }

    private static void allow(Exchange exchange, String... methods) {
        if (!List.of(methods).contains(exchange.method())) {
            throw Api.methodNotAllowed(methods);
        }
        exchange.parameters().allow();
        if (!Access.ownsAll(exchange.caller())) {
            throw new Problem.Found(Problem.of(403, "Forbidden", "only who owns all lists may look inside"));
        }
    }

    private void crash(Exchange exchange, String list) {
        if (!inside.crash(list)) {
            throw new Problem.Found(Problem.notFound("process of the list \"" + list + "\": it is not awake"));
        }
        exchange.status(202).noBody();
    }

    private void watch(Exchange exchange) {
        try (var watching = inside.watch()) {
            if (watching == null) {
                throw new Problem.Found(Problem.busy("too many look inside already"));
            }
            exchange.stream(
                    EventRoutes.EVENT_STREAM,
                    out -> events.stream(watching::close, out, () -> {
                        var look = watching.next();
                        if (look != null) {
                            out.write(frame(look));
                        }
                        return true;
                    }));
        }
    }

    private byte[] frame(Look look) {
        var known = last;
        if (known.number != look.number()) {
            known = new Frame(look.number(), EventRoutes.event("event: look\ndata: ", json -> write(json, look)));
            last = known;
        }
        return known.bytes;
    }

    private static void write(JsonGenerator json, Server server) {
        json.writeStartObject();
        json.writeStringProperty("address", server.address());
        json.writeStringProperty("state", server.state());
        json.writeBooleanProperty("reachable", server.reachable());
        json.writeBooleanProperty("self", server.self());
        json.writeBooleanProperty("first", server.first());
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Look look) {
        json.writeStartObject();
        json.writeNumberProperty("number", look.number());
        json.writeNumberProperty("millis", look.millis());
        json.writeNumberProperty("connections", connections.open());
        json.writeNumberProperty("streams", events.watching());
        json.writeNumberProperty("answered", metrics.answered());
        json.writeNumberProperty("inFlight", look.inFlight());
        json.writeNumberProperty("registry", look.registry());
        json.writeNumberProperty("awake", look.awake());
        var runtime = Runtime.getRuntime();
        write(json, "heap", runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory());
        json.writeObjectPropertyStart("memory");
        write(json, "requests", memory.used(), memory.most());
        write(json, "writes", inside.writeBytes(), inside.shares().writes());
        write(json, "lists", inside.listBytes(), inside.shares().lists());
        json.writeEndObject();
        json.writeArrayPropertyStart("lists");
        look.lists().forEach(list -> write(json, list));
        json.writeEndArray();
        json.writeArrayPropertyStart("workers");
        look.workers().forEach(worker -> write(json, worker));
        json.writeEndArray();
        json.writeArrayPropertyStart("servers");
        look.servers().forEach(server -> write(json, server));
        json.writeEndArray();
        json.writeArrayPropertyStart("happened");
        look.happened().forEach(happened -> write(json, happened));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, long used, long most) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("used", used);
        json.writeNumberProperty("most", most);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Inside.OneList list) {
        json.writeStartObject();
        json.writeStringProperty("list", list.name());
        json.writeStringProperty("state", word(list.state()));
        json.writeNumberProperty("worker", list.worker());
        json.writeNumberProperty("entries", list.entries());
        json.writeNumberProperty("version", list.version());
        json.writeNumberProperty("mailbox", list.mailbox());
        json.writeNumberProperty("waiting", list.waiting());
        json.writeNumberProperty("handled", list.handled());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Inside.Worker worker) {
        var figures = worker.figures();
        json.writeStartObject();
        json.writeNumberProperty("waiting", worker.waiting());
        json.writeNumberProperty("reading", worker.reading());
        json.writeNumberProperty("commits", figures.commits());
        json.writeNumberProperty("writes", figures.writes());
        json.writeNumberProperty("seconds", figures.seconds());
        json.writeNumberProperty("failures", figures.failures());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Inside.Happened happened) {
        json.writeStartObject();
        json.writeNumberProperty("number", happened.number());
        json.writeStringProperty("list", happened.list());
        json.writeStringProperty("what", word(happened.what()));
        json.writeNumberProperty("millis", happened.millis());
        json.writeEndObject();
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
