package todo.prove;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import todo.account.Caller;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.ListProperties;
import todo.list.Refusal;
import todo.list.TodoList;
import todo.prove.PlainList.Item;
import todo.server.Answer;
import todo.server.Outcome;
import todo.server.Question;
import todo.server.TodoSystem;

/// A story told to the system and to a plain model at once, and whether both come to the same after each turn.
public final class Story implements AutoCloseable {
    private static final Caller OWNER = Caller.OWNER;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String DONE = "";

    private final Path folder;
    private final List<String> names = List.of("one", "other");
    private final List<PlainList> plain = List.of(new PlainList(), new PlainList());
    private Instant clock = Instant.parse("2026-11-22T12:00:00Z");
    private TodoSystem system;
    private int uids;

    private Story(Path folder) {
        this.folder = folder;
        this.system = start();
    }

    private TodoSystem start() {
        return TodoSystem.start(new TodoSystem.Settings(folder, 1, Duration.ofHours(1), LONG, () -> clock));
    }

    /// Tells a story, with a system on a new `folder`.
    ///
    /// @throws Lost if the system and the plain model do not agree
    public static void tell(List<Turn> turns, Path folder) {
        try (var story = new Story(folder)) {
            for (var turn : turns) {
                story.tell(turn);
            }
            story.checkPast();
        }
    }

    private void tell(Turn turn) {
        String due = plainly(turn);
        String is = really(turn);
        if (!is.equals(due)) {
            throw new Lost(turn + " came to \"" + is + "\", and should have come to \"" + due + "\"");
        }
        for (int list = 0; list < 2; list++) {
            check(turn + " leaves", list, plain.get(list).version(), list(list));
        }
        clock = clock.plusMillis(1);
    }

    /// What should come of a turn: the name of the refusal, or nothing.
    private String plainly(Turn turn) {
        plain.forEach(PlainList::begin);
        return switch (turn) {
            case Turn.Add(var list, var title) -> {
                plain.get(list).add("uid-" + ++uids, title, clock);
                yield DONE;
            }
            case Turn.Edit edit -> edited(plain.get(edit.list()), edit);
            case Turn.Note(var list, var id, var notes) ->
                ifThere(list, id, item -> plain.get(list).set(id, item.with(PlainList.NOTES, notes), clock));
            case Turn.Remove(var list, var id) ->
                ifThere(list, id, _ -> plain.get(list).remove(id, clock));
            case Turn.Clear(var list) -> ifAlive(list, () -> plain.get(list).clear(clock));
            case Turn.Describe(var list, var title) ->
                done(() -> plain.get(list).describe(title, clock));
            case Turn.Drop(var list) -> ifAlive(list, () -> plain.get(list).drop(clock));
            case Turn.Move(var list, var id) -> ifThere(list, id, _ -> move(list, id));
            case Turn.Undo(var list, var back) -> undone(list, plain.get(list).version() - back);
            case Turn.Crash _, Turn.Restart _, Turn.Look _, Turn.Wait _ -> DONE;
        };
    }

    private String ifThere(int list, long id, Consumer<Item> doing) {
        var item = plain.get(list).item(id);
        if (item == null) {
            return "NoSuchEntry";
        }
        doing.accept(item);
        return DONE;
    }

    private String ifAlive(int list, Runnable doing) {
        return plain.get(list).now().alive() ? done(doing) : "NoSuchList";
    }

    private static String done(Runnable doing) {
        doing.run();
        return DONE;
    }

    private String edited(PlainList list, Turn.Edit edit) {
        var item = list.item(edit.id());
        if (item == null) {
            return "NoSuchEntry";
        }
        var next = item.with(PlainList.TITLE, edit.title());
        next = edit.priority() < 0 ? next : next.with(PlainList.PRIORITY, edit.priority());
        Map<String, Object> fields = new HashMap<>(next.fields());
        if (edit.completed()) {
            fields.putIfAbsent(PlainList.COMPLETED, list.time(clock));
        } else {
            fields.remove(PlainList.COMPLETED);
        }
        list.set(edit.id(), new Item(item.uid(), Map.copyOf(fields)), clock);
        return DONE;
    }

    private void move(int list, long id) {
        plain.get(1 - list).takeIn(plain.get(list).letGo(id, clock), clock);
    }

    private String undone(int list, long version) {
        var here = plain.get(list);
        if (version < 1) {
            return "NoSuchChange";
        }
        var moved = here.at(version).moved();
        if (moved == null) {
            return here.undo(version, clock);
        }
        int from = moved.away() ? 1 - list : list;
        long id = plain.get(from).find(moved.uid());
        if (id == 0) {
            return "NotUndoable";
        }
        move(from, id);
        return DONE;
    }

    private String really(Turn turn) {
        return switch (turn) {
            case Turn.Add(var list, var title) ->
                call(list, new Edit.Add("uid-" + uids, 0, null, List.of(new Field.Title(title))));
            case Turn.Edit edit -> call(edit.list(), new Edit.Amend(edit.id(), fields(edit)));
            case Turn.Note(var list, var id, var notes) ->
                call(list, new Edit.Amend(id, List.of(new Field.Notes(notes))));
            case Turn.Remove(var list, var id) -> call(list, new Edit.Remove(id));
            case Turn.Clear(var list) -> call(list, new Edit.Clear());
            case Turn.Describe(var list, var title) -> call(list, new Edit.Describe(new ListProperties(title, "", 0)));
            case Turn.Drop(var list) -> call(list, new Edit.Drop());
            case Turn.Move(var list, var id) -> call(list, new Edit.Send(id, names.get(1 - list)));
            case Turn.Undo(var list, var back) ->
                said(system.todos().undo(OWNER, names.get(list), list(list).version() - back, List.of(), null));
            case Turn.Crash(var list) -> done(() -> system.todos().crash(names.get(list)));
            case Turn.Restart _ ->
                done(() -> {
                    system.close();
                    system = start();
                });
            case Turn.Look(var list, var back) ->
                done(() -> look(list, Math.max(0, plain.get(list).version() - back)));
            case Turn.Wait(var millis) -> done(() -> clock = clock.plusMillis(millis));
        };
    }

    private static List<Field> fields(Turn.Edit edit) {
        return edit.priority() < 0
                ? List.of(new Field.Title(edit.title()), new Field.Completed(edit.completed()))
                : List.of(
                        new Field.Title(edit.title()),
                        new Field.Completed(edit.completed()),
                        new Field.Priority(edit.priority()));
    }

    private String call(int list, Edit edit) {
        return said(system.todos().edit(OWNER, names.get(list), edit));
    }

    private static String said(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _ -> DONE;
            case Outcome.Refused(Refusal.Clashing(var _, var clashes)) ->
                "Clashing"
                        + clashes.stream()
                                .collect(Collectors.toMap(
                                        clash -> clash.made().name(),
                                        clash -> value(clash.made()) + ", now " + value(clash.now()),
                                        (one, _) -> one,
                                        TreeMap::new));
            case Outcome.Refused(var refusal) -> refusal.getClass().getSimpleName();
            case Outcome.Failed(var failure, var message) -> failure + ": " + message;
        };
    }

    private static @Nullable Object value(Field field) {
        return switch (field) {
            case Field.Title(var value) -> value;
            case Field.Notes(var value) -> value;
            case Field.Priority(var value) -> value;
            case Field.CompletedAt(var value) -> value;
            default -> field;
        };
    }

    private TodoList list(int list) {
        return given(
                system.todos().ask(OWNER, names.get(list), new Question.Whole()).join());
    }

    private static <T> T given(Answer<T> answer) {
        if (answer instanceof Answer.Given<T>(var value)) {
            return value;
        }
        throw new Lost("a question was answered with " + answer);
    }

    private void look(int list, long version) {
        var past = given(system.todos().at(OWNER, names.get(list), version));
        check("a look at version " + version + " shows", list, version, past);
    }

    /// Looks at every version, and at the instants when each came to be and just before.
    private void checkPast() {
        for (int list = 0; list < 2; list++) {
            for (long version = 0; version <= plain.get(list).version(); version++) {
                look(list, version);
                checkInstant(list, plain.get(list).at(version).at());
                checkInstant(list, plain.get(list).at(version).at().minusMillis(1));
            }
            checkHistory(list);
        }
    }

    private void checkInstant(int list, Instant instant) {
        long due = plain.get(list).version();
        while (due > 0 && plain.get(list).at(due).at().isAfter(instant)) {
            due--;
        }
        long is = given(system.todos().versionAt(OWNER, names.get(list), instant));
        if (is != due) {
            throw new Lost("at " + instant + " " + names.get(list) + " had the version " + due + ", not " + is);
        }
    }

    private void checkHistory(int list) {
        long version = plain.get(list).version();
        if (version == 0) {
            return;
        }
        for (var change : given(system.todos().history(OWNER, names.get(list), 1, version))) {
            var due = plain.get(list).at(change.version());
            if (change.undoes() != due.undoes() || !change.at().equals(due.at())) {
                throw new Lost(change + " should be of " + due.at() + " and undo " + due.undoes());
            }
        }
    }

    private void check(String when, int list, long version, TodoList is) {
        var due = plain.get(list).at(version);
        Map<Long, Item> items = new HashMap<>();
        is.all().forEach(entry -> items.put(entry.id(), item(entry)));
        if (is.version() != version
                || is.alive() != due.alive()
                || !is.properties().title().equals(due.title())
                || !items.equals(due.items())) {
            throw new Lost(when + " " + names.get(list) + " at " + is.version() + (is.alive() ? "" : " (dropped)")
                    + " \""
                    + is.properties().title() + "\" with " + items + ", and should leave it at " + version + " as "
                    + due);
        }
    }

    private static Item item(Entry entry) {
        Map<String, Object> fields = new HashMap<>();
        fields.put(PlainList.TITLE, entry.title());
        fields.put(PlainList.NOTES, entry.notes());
        fields.put(PlainList.PRIORITY, entry.priority());
        if (entry.completed()) {
            fields.put(PlainList.COMPLETED, Objects.requireNonNull(entry.completedAt()));
        }
        return new Item(entry.uid(), Map.copyOf(fields));
    }

    @Override
    public void close() {
        system.close();
    }
}
