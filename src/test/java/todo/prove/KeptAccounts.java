package todo.prove;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.ListProperties;
import todo.list.Result;
import todo.list.TodoList;
import todo.prove.Ledger.Line;
import todo.prove.Ledger.State;

/// Two lists, their histories, and the ledger of what was asked and acknowledged: all as it should be.
abstract class KeptAccounts {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    final Ledger ledger = new Ledger();
    private final Map<String, TodoList> lists = new HashMap<>();
    final Map<String, List<Change>> histories = new HashMap<>();
    private Instant now = NOON;

    List<Change> apply(String list, Edit edit) {
        now = now.plusMillis(1);
        var before = lists.getOrDefault(list, TodoList.EMPTY);
        if (!(before.apply(edit, List.of(), "owner", now) instanceof Result.Changed changed)) {
            throw new IllegalArgumentException(edit + " is refused");
        }
        lists.put(list, changed.list());
        histories.computeIfAbsent(list, _ -> new ArrayList<>()).addAll(changed.changes());
        return changed.changes();
    }

    List<Change> history(String list) {
        return requireNonNull(histories.get(list));
    }

    static Entry entry(Change change) {
        return requireNonNull(change.entry());
    }

    static Edit add(String uid) {
        return new Edit.Add(uid, 0, null, List.of(new Field.Title("title of " + uid)));
    }

    static Edit edit(long id, String mark) {
        return new Edit.Amend(id, List.of(new Field.Notes(mark)));
    }

    void move(String from, long id, String to) {
        apply(to, new Edit.Receive(from, apply(from, new Edit.Send(id, to))));
    }

    Line asked(Deed deed, State state, long version) {
        var line = ledger.begin(deed, "key");
        if (state != State.OPEN) {
            line.answer(state, version, System.nanoTime());
        }
        return line;
    }

    void made(Deed deed, long version) {
        asked(deed, State.MADE, version);
    }

    /// Three adds, an edit, a move, an undo, a removal and a title, all acknowledged; `b` is another list.
    @BeforeEach
    void begin() {
        made(new Deed.Add("a", List.of("u1")), apply("a", add("u1")).getFirst().version());
        made(
                new Deed.Edit("a", 1, "m1", false),
                apply("a", edit(1, "m1")).getFirst().version());
        apply("a", new Edit.All(List.of(add("u2"), add("u3"))));
        made(new Deed.Add("a", List.of("u2", "u3")), 0);
        move("a", 2, "b");
        made(new Deed.Move("a", 2, "b"), 0);
        apply("a", new Edit.Undo(history("a").get(1)));
        made(new Deed.Undo("a", 2), 6);
        apply("a", new Edit.Remove(3));
        made(new Deed.Remove("a", 3), 0);
        apply("b", new Edit.Describe(new ListProperties("t1", "", 0)));
        made(new Deed.Describe("b", "t1"), 0);
    }

    Map<String, Seen> seen() {
        Map<String, Seen> seen = new HashMap<>();
        histories.forEach((list, history) -> seen.put(list, replayed(history)));
        return seen;
    }

    static Seen replayed(List<Change> history) {
        var list = TodoList.EMPTY;
        for (var change : history) {
            list = list.with(change);
        }
        return new Seen(List.copyOf(history), list.alive() ? list.all() : null);
    }
}
