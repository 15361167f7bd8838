package todo.shell;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import todo.account.Caller;
import todo.json.AnswerJson.Listed;
import todo.json.AnswerJson.Summary;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.Query;
import todo.server.ListHandle;
import todo.server.Question;
import todo.server.TodoSystem;
import todo.store.Place;

/// The lists of a data folder, with their processes in this one.
final class LocalDoor implements Door {
    private final TodoSystem system;

    LocalDoor(TodoSystem system) {
        this.system = system;
    }

    @Override
    public List<Summary> lists() {
        List<Summary> all = new ArrayList<>();
        var page = system.todos().lists(Caller.OWNER, "");
        page.unreadable().forEach(damage -> all.add(Summary.damaged("", damage)));
        while (!page.lists().isEmpty()) {
            page.lists()
                    .forEach(list -> all.add(new Summary(
                            list.name(),
                            list.properties(),
                            list.version(),
                            list.changedAt(),
                            list.open(),
                            list.completed(),
                            list.damage())));
            page = system.todos().lists(Caller.OWNER, page.lists().getLast().name());
        }
        return all;
    }

    @Override
    public List<Entry> entries(String list, @Nullable LocalDate due) {
        return refused(() -> due == null ? handle(list).entries() : handle(list).entries(due));
    }

    @Override
    public List<Listed> search(String text) {
        var query = new Query(null, null, null, text, 0);
        return system.todos()
                .find(Caller.OWNER, query, Place.START)
                .map(found -> new Listed(found.list(), found.entry()))
                .toList();
    }

    @Override
    public Entry add(String list, List<Field> fields) {
        return refused(() -> handle(list).add(fields.toArray(Field[]::new)));
    }

    @Override
    public Entry edit(String list, long id, List<Field> fields) {
        return refused(() -> handle(list).edit(id, fields.toArray(Field[]::new)));
    }

    @Override
    public void remove(String list, long id) {
        var _ = refused(() -> handle(list).make(new Edit.Remove(id)));
    }

    @Override
    public Entry move(String list, long id, String to) {
        return refused(() -> handle(list).move(id, to));
    }

    @Override
    public Stream<Change> history(String list) {
        return refused(() -> handle(list).history());
    }

    @Override
    public void undo(String list, long version) {
        var _ = refused(() -> {
            handle(list).undo(version);
            return version;
        });
    }

    @Override
    public ListHandle handle(String list) {
        return system.list(list);
    }

    @Override
    public void wake(String list) {
        var _ = refused(() -> handle(list).ask(new Question.About()));
    }

    @Override
    public List<ProcessView> processes() {
        return system.inside().look().lists().stream().map(ProcessView::of).toList();
    }

    @Override
    public @Nullable ProcessView process(String list) {
        var process = system.inside().process(list);
        return process == null ? null : ProcessView.of(process);
    }

    @Override
    public String crash(String list) {
        if (!system.inside().crash(list)) {
            throw new Refused(ProcessView.none(list));
        }
        var _ = handle(list)
                .call(new Edit.Remove(0)); // in the mailbox behind the crash, so it is answered after healing
        return "crashed, and came back from disk: " + process(list);
    }

    @Override
    public List<WorkerView> workers() {
        List<WorkerView> workers = new ArrayList<>();
        for (var worker : system.inside().look().workers()) {
            workers.add(WorkerView.of(workers.size(), worker));
        }
        return workers;
    }

    @Override
    public int workerOf(String list) {
        return system.inside().workerOf(list);
    }

    static <T> T refused(Supplier<T> call) {
        try {
            return call.get();
        } catch (ListHandle.Refused e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        system.close();
    }
}
