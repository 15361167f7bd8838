package todo.shell;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import todo.client.Body;
import todo.client.ClientException;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.json.AnswerJson.Listed;
import todo.json.AnswerJson.Summary;
import todo.json.JsonReader;
import todo.list.Change;
import todo.list.Entry;
import todo.list.Field;
import todo.server.ListHandle;

/// The lists of a server that runs elsewhere.
final class HttpDoor implements Door {
    private final Connection server;

    HttpDoor(Connection server) {
        this.server = server;
    }

    @Override
    public List<Summary> lists() {
        return refused(() -> server.all(Path.lists(), AnswerJson::list));
    }

    /// A list that is not there has no entries, as in its own process.
    @Override
    public List<Entry> entries(String list, @Nullable LocalDate due) {
        String path = Path.entries(list) + (due == null ? "" : "?due=" + due);
        return refused(() -> {
            try {
                return server.all(path, json -> AnswerJson.entry(json).entry());
            } catch (ClientException e) {
                if (e.status() == 404) {
                    return List.of();
                }
                throw e;
            }
        });
    }

    @Override
    public List<Listed> search(String text) {
        return refused(() -> server.all("/api/entries?q=" + Path.encoded(text), AnswerJson::entry));
    }

    @Override
    public Entry add(String list, List<Field> fields) {
        return entry("POST", Path.entries(list), Body.of(fields));
    }

    @Override
    public Entry edit(String list, long id, List<Field> fields) {
        return entry("PATCH", Path.entry(list, id), Body.of(fields));
    }

    @Override
    public void remove(String list, long id) {
        var _ = refused(() -> server.send("DELETE", Path.entry(list, id)));
    }

    @Override
    public Entry move(String list, long id, String to) {
        return entry("POST", Path.entry(list, id) + "/move", Body.of("list", to));
    }

    private Entry entry(String method, String path, byte[] body) {
        return refused(
                () -> server.send(method, path, body).read(AnswerJson::entry).entry());
    }

    @Override
    public Stream<Change> history(String list) {
        return Stream.iterate(
                        page(list, Long.MAX_VALUE),
                        page -> !page.isEmpty(),
                        page -> page(list, page.getLast().version()))
                .flatMap(List::stream);
    }

    private List<Change> page(String list, long before) {
        if (before == 1) {
            return List.of();
        }
        String bound = before == Long.MAX_VALUE ? "" : "?before=" + before;
        return refused(
                () -> new ArrayList<>(server.get(Path.changes(list) + bound).readAll(AnswerJson::change)));
    }

    @Override
    public void undo(String list, long version) {
        var _ = refused(() -> server.send("POST", Path.changes(list) + "/" + version + "/undo"));
    }

    @Override
    public ListHandle handle(String list) {
        throw new Refused("the process of the list \"" + list + "\" is in the server at " + server.server()
                + ", and casts and edits of any kind are not told over HTTP; add, done, edit and the like are");
    }

    @Override
    public void wake(String list) {
        var _ = entries(list, LocalDate.EPOCH);
    }

    @Override
    public List<ProcessView> processes() {
        return inside("lists", ProcessView::read);
    }

    @Override
    public @Nullable ProcessView process(String list) {
        return processes().stream()
                .filter(process -> process.list().equals(list))
                .findFirst()
                .orElse(null);
    }

    @Override
    public String crash(String list) {
        var _ = refused(() -> server.send("POST", "/api/inside/lists/" + Path.encoded(list) + "/crash"));
        return "told to crash; state() tells how it comes back";
    }

    @Override
    public List<WorkerView> workers() {
        int[] number = {0};
        return inside("workers", json -> WorkerView.read(number[0]++, json));
    }

    /// As its process says.
    @Override
    public int workerOf(String list) {
        wake(list);
        var process = process(list);
        if (process == null) {
            throw new Refused("the server at " + server.server() + " does not show the process of the list \"" + list
                    + "\", only those that have most to do");
        }
        return (int) process.worker();
    }

    /// One of the arrays of the process view.
    private <T> List<T> inside(String part, Function<JsonReader, T> element) {
        return refused(() -> server.get("/api/inside").read(json -> {
            List<T> read = new ArrayList<>();
            json.object(name -> {
                if (name.equals(part)) {
                    read.addAll(json.array(() -> element.apply(json)));
                } else {
                    json.skip();
                }
            });
            return read;
        }));
    }

    private static <T> T refused(Supplier<T> call) {
        try {
            return call.get();
        } catch (ClientException e) {
            if (e.kind() == ClientException.Kind.REFUSED) {
                throw new Refused(e.getMessage());
            }
            throw e;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
