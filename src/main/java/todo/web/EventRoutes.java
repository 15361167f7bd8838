package todo.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import todo.json.ChangeJson;
import todo.json.Json;
import todo.list.Change;
import todo.server.News;
import todo.server.Todos;
import todo.server.Watch;
import tools.jackson.core.JsonGenerator;

/// `/api/lists/{list}/events` and `/api/events`: the changes of a list, or of all lists, as they come, as Server-Sent
/// Events (WHATWG HTML §9.2).
///
/// Of one list, an event's id is its change's version, so a client that was cut off says with `Last-Event-ID` where
/// it was, and misses nothing and gets nothing twice.
final class EventRoutes {
    static final String EVENT_STREAM = "text/event-stream";
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LONGEST_START = Duration.ofSeconds(20);
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final Todos todos;
    private final Set<Runnable> watches = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EventRoutes(Todos todos) {
        this.todos = todos;
    }

    void watch(Exchange exchange, String list) {
        if (!exchange.method().equals("GET")) {
            throw Api.methodNotAllowed("GET");
        }
        exchange.parameters().allow();
        Long since = exchange.lastEvent();
        try (var watch = Api.given(todos.watch(exchange.caller(), list, since))) {
            long version = watch.version(LONGEST_START);
            if (since == null || since <= version) {
                exchange.stream(EVENT_STREAM, out -> send(watch, out));
            } else {
                watchAnew(exchange, list);
            }
        } catch (TimeoutException | Watch.Ended e) {
            throw new Problem.Found(Problem.busy("the list did not answer in time"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Found(Problem.busy("the server is being stopped"));
        }
    }

    /// An id that the list has not come to, such as one from before it was restored, stands for nothing that could be
    /// gone on from. An error would end the tries of a browser for ever: the stream begins with the version of now,
    /// as the id to come again with.
    private void watchAnew(Exchange exchange, String list) throws InterruptedException, Watch.Ended, TimeoutException {
        try (var watch = Api.given(todos.watch(exchange.caller(), list, null))) {
            byte[] id = ("id: " + watch.version(LONGEST_START) + "\n\n").getBytes(StandardCharsets.US_ASCII);
            exchange.stream(EVENT_STREAM, out -> {
                out.write(id);
                send(watch, out);
            });
        }
    }

    /// The news of all lists. They have no ids, as there is nothing to resume at.
    void watchAll(Exchange exchange) {
        if (!exchange.method().equals("GET")) {
            throw Api.methodNotAllowed("GET");
        }
        exchange.parameters().allow();
        try (var watch = todos.watchAll(exchange.caller())) {
            exchange.stream(
                    EVENT_STREAM,
                    out -> stream(watch::close, out, () -> {
                        var news = watch.next(HEARTBEAT);
                        for (var one : news) {
                            out.write(one.written(EventRoutes::event));
                        }
                        return !news.isEmpty();
                    }));
        }
    }

    private void send(Watch watch, OutputStream out) throws IOException {
        stream(watch::close, out, () -> {
            var changes = watch.next(HEARTBEAT);
            if (changes.isEmpty()) {
                watch.keepAwake();
            }
            for (var change : changes) {
                out.write(event(change));
            }
            return !changes.isEmpty();
        });
    }

    /// Writes what comes next, and says whether there was something.
    interface Step {
        boolean write() throws IOException, InterruptedException, Watch.Ended;
    }

    void stream(Runnable close, OutputStream out, Step next) throws IOException {
        watches.add(close);
        try {
            out.write(COMMENT);
            out.flush();
            while (!closed) {
                if (!next.write()) {
                    out.write(COMMENT);
                }
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Watch.Ended e) {
            // The stream ends here, whole; the client comes again with what it has.
            return;
        } finally {
            watches.remove(close);
        }
    }

    private static byte[] event(Change change) {
        return event("id: " + change.version() + "\nevent: change\ndata: ", json -> ChangeJson.tell(json, change));
    }

    private static byte[] event(News news) {
        return event("event: news\ndata: ", json -> {
            json.writeStartObject();
            json.writeStringProperty("list", news.list());
            json.writeNumberProperty("version", news.version());
            json.writeArrayPropertyStart("changes");
            news.changes().forEach(change -> ChangeJson.tell(json, change));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static byte[] event(String head, Consumer<JsonGenerator> content) {
        byte[] data = Json.write(content);
        byte[] event = new byte[head.length() + data.length + 2];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, event, 0, head.length());
        System.arraycopy(data, 0, event, head.length(), data.length);
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }

    int watching() {
        return watches.size();
    }

    /// Ends all streams.
    void close() {
        closed = true;
        watches.forEach(Runnable::run);
    }
}
