package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.NOON;
import static todo.list.ListBeingMade.adding;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.Refusal;
import todo.list.Result;
import todo.list.TodoList;
import todo.store.Kind;
import todo.store.Request;
import todo.store.Sending;
import todo.store.StoreException;
import todo.store.Write;

class MoveTest extends RunningTest {
    private static final Request KEY = new Request("key", "digest");

    private void addParty(String list) {
        running.add(list, "party");
        running.make(list, adding("cake", new Field.Parent(1)));
        running.make(list, adding("candles", new Field.Parent(2)));
    }

    private void fill(String list) {
        var edits = IntStream.range(0, TodoList.MAX_ENTRIES)
                .<Edit>mapToObj(i -> adding("t" + i))
                .toList();
        running.make(list, new Edit.All(edits));
    }

    @Test
    void anEntryMovesWithItsParts() {
        addParty("bob");
        running.add("ann", "there before");
        var done = running.make("bob", new Edit.Send(1, "ann"));
        assertThat(done.changes()).hasSize(3).allMatch(change -> change.what() instanceof Change.MovedOut);
        assertThat(done.entries()).extracting(Entry::id).containsExactly(2L, 3L, 4L);
        assertThat(running.titles("bob")).isEmpty();
        assertThat(running.titles("ann")).containsExactly("there before", "party", "cake", "candles");
        assertThat(running.list("ann").all()).extracting(Entry::parent).containsExactly(0L, 0L, 2L, 3L);
        assertThat(running.whereIs("candles")).containsExactly("ann");
    }

    @Test
    void aMoveIsUndoneFromEitherSide() {
        addParty("bob");
        running.make("bob", new Edit.Send(1, "ann"));
        Running.done(running.todos().undo(Running.OWNER, "bob", 4, List.of(), null));
        assertThat(running.titles("bob")).containsExactly("party", "cake", "candles");
        running.make("bob", new Edit.Send(4, "ann"));
        Running.done(
                running.todos().undo(Running.OWNER, "ann", running.list("ann").version() - 2, List.of(), null));
        assertThat(running.titles("ann")).isEmpty();
        assertThat(running.todos().undo(Running.OWNER, "ann", 1, List.of(), null))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void anEntryThatHasMovedOnIsNotPutBackAsWell() {
        running.add("bob", "milk");
        running.make("bob", new Edit.Remove(1));
        var undone = running.todos().undo(Running.OWNER, "bob", 2, List.of(), KEY);
        assertThat(Running.done(undone).version()).isEqualTo(3);
        running.make("bob", new Edit.Send(1, "ann"));
        assertThat(running.todos().undo(Running.OWNER, "bob", 2, List.of(), null))
                .isEqualTo(new Outcome.Refused(new Refusal.NotUndoable(2, "the entry went to the list \"ann\" since")));
        assertThat(running.whereIs("milk")).containsExactly("ann");
        assertThat(Running.done(running.todos().undo(Running.OWNER, "bob", 2, List.of(), KEY))
                        .replayed())
                .isTrue();
        running.make("ann", new Edit.Send(1, "bob"));
        running.make("bob", new Edit.Remove(2));
        Running.done(running.todos().undo(Running.OWNER, "bob", 6, List.of(), null));
        assertThat(running.whereIs("milk")).containsExactly("bob");
    }

    @Test
    void aMoveToTheSameListOrAStrangeOneIsRefused() {
        addParty("bob");
        assertThat(running.call("bob", new Edit.Send(1, "bob")).join()).isInstanceOf(Outcome.Refused.class);
        assertThat(running.call("bob", new Edit.Send(1, "a/b")).join()).isInstanceOf(Outcome.Refused.class);
        assertThat(running.call("bob", new Edit.Send(9, "ann")).join())
                .isEqualTo(new Outcome.Refused(new Refusal.NoSuchEntry(9)));
        assertThat(running.titles("bob")).hasSize(3);
    }

    @Test
    void whatDoesNotFitIntoAFullListComesBack() {
        addParty("bob");
        fill("ann");
        assertThat(running.call("bob", new Edit.Send(1, "ann"), KEY).join())
                .isEqualTo(new Outcome.Refused(new Refusal.Full(TodoList.MAX_ENTRIES)));
        assertThat(running.list("bob").all()).extracting(Entry::parent).containsExactly(0L, 1L, 2L);
        assertThat(running.call("bob", new Edit.Send(1, "ann"), KEY).join())
                .isEqualTo(new Outcome.Refused(new Refusal.Full(TodoList.MAX_ENTRIES)));
        running.make("ann", new Edit.All(List.of(new Edit.Remove(1), new Edit.Remove(2), new Edit.Remove(3))));
        Running.done(running.call("bob", new Edit.Send(1, "ann"), KEY).join());
        assertThat(running.titles("ann")).endsWith("party", "cake", "candles");
        assertThat(running.titles("bob")).isEmpty();
    }

    @Test
    void whatIsThereAlreadyComesBack() {
        addParty("bob");
        running.add("ann", "cake");
        assertThat(running.call("bob", new Edit.Send(1, "ann")).join())
                .isEqualTo(new Outcome.Refused(new Refusal.UidTaken("uid of cake", 1)));
        assertThat(running.titles("bob")).containsExactly("party", "cake", "candles");
        assertThat(running.titles("ann")).containsExactly("cake");
    }

    @Test
    void aMoveThatIsAskedForAgainIsMadeOnce() {
        addParty("bob");
        var first =
                Running.done(running.call("bob", new Edit.Send(1, "ann"), KEY).join());
        var again =
                Running.done(running.call("bob", new Edit.Send(1, "ann"), KEY).join());
        assertThat(again.changes()).isEqualTo(first.changes());
        assertThat(running.titles("ann")).containsExactly("party", "cake", "candles");
    }

    @Test
    void listsKilledInMidMoveLeaveEachEntryInOneList() {
        for (int i = 0; i < 30; i++) {
            running.add("bob", "t" + i);
        }
        var calls = IntStream.rangeClosed(1, 30)
                .mapToObj(id -> {
                    var call = running.call("bob", new Edit.Send(id, "ann"));
                    if (id % 7 == 0) {
                        running.todos().crash(id % 2 == 0 ? "bob" : "ann");
                    }
                    return call;
                })
                .toList();
        calls.forEach(CompletableFuture::join);
        settle();
        for (int i = 0; i < 30; i++) {
            assertThat(running.whereIs("t" + i)).hasSize(1);
        }
    }

    /// What is on its way when a system starts, arrives before it is used: see the tests below.
    private void settle() {
        running.restart();
        running.list("bob");
        running.list("ann");
    }

    /// Lets the entry 1 of `from` go to `to`, as a server does that is killed before it hands it over.
    private void leaveOnItsWay(String from, String to) {
        running.close();
        try (var database = Kind.open(folder, 0)) {
            var loaded = database.load(from).join();
            var result = loaded.list().apply(new Edit.Send(1, to), List.of(), "owner", NOON);
            var changed = (Result.Changed) result;
            var done = new CompletableFuture<@Nullable StoreException>();
            database.store(new Write(
                    loaded.open(),
                    loaded.list(),
                    changed.list(),
                    changed.changes(),
                    KEY,
                    new Sending(to, changed.changes()),
                    0,
                    done::complete));
            assertThat(done.join()).isNull();
        }
    }

    @Test
    void whatWasOnItsWayWhenTheServerDiedArrives() {
        addParty("bob");
        leaveOnItsWay("bob", "ann");
        running = new Running(folder);
        Running.done(running.call("bob", new Edit.Send(1, "ann"), KEY).join());
        assertThat(running.titles("bob")).isEmpty();
        assertThat(running.titles("ann")).containsExactly("party", "cake", "candles");
        running.restart();
        assertThat(running.titles("ann")).containsExactly("party", "cake", "candles");
    }

    @Test
    void whatWasOnItsWayAndIsRefusedComesBack() {
        addParty("bob");
        running.add("ann", "cake");
        leaveOnItsWay("bob", "ann");
        running = new Running(folder);
        assertThat(running.call("bob", new Edit.Send(1, "ann"), KEY).join()).isInstanceOf(Outcome.Refused.class);
        assertThat(running.titles("bob")).containsExactly("party", "cake", "candles");
        assertThat(running.titles("ann")).containsExactly("cake");
    }

    @Test
    void whatCouldNotBeStoredWhileItMovedIsInOneList() throws SQLException {
        addParty("bob");
        running.add("ann", "cake");
        try (var disk = running.blockedDisk()) {
            var call = running.call("bob", new Edit.Send(1, "ann"));
            running.todos().crash("bob");
            assertThat(call.join()).isInstanceOf(Outcome.Failed.class);
            Running.execute(disk, "COMMIT");
        }
        assertThat(running.call("bob", new Edit.Send(2, "ann")).join()).isInstanceOf(Outcome.Refused.class);
        settle();
        assertThat(running.whereIs("party")).hasSize(1);
    }
}
