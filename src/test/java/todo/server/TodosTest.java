package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.NOON;
import static todo.list.ListBeingMade.adding;
import static todo.server.Running.OWNER;
import static todo.server.Running.given;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import todo.account.Caller;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.Query;
import todo.list.Refusal;
import todo.list.TodoList;

class TodosTest extends RunningTest {
    @Test
    void aRequestThatCanNotEvenBeSentGivesItsPlaceBack() {
        var tooLong = Duration.ofDays(1_000); // for Pekko to count down
        var settings =
                new TodoSystem.Settings(folder.resolve("own"), 1, Running.LONG, tooLong, InstantSource.fixed(NOON));
        try (var system = TodoSystem.start(settings)) {
            var todos = system.todos();
            assertThatThrownBy(() -> todos.edit(OWNER, "bob", adding("milk"))).hasMessageContaining("too far");
            assertThat(todos.inFlight()).isZero();
        }
    }

    @Test
    void aCallIsAnsweredWithWhatWasMade() {
        var done = running.make("bob", adding("milk"));
        assertThat(done.version()).isEqualTo(1);
        assertThat(done.replayed()).isFalse();
        assertThat(done.entries()).extracting(Entry::title).containsExactly("milk");
        assertThat(done.changes().getFirst().by()).isEqualTo("owner");
        assertThat(done.changes().getFirst().at()).isEqualTo(NOON);
        assertThat(running.titles("bob")).containsExactly("milk");
    }

    @Test
    void whatARuleForbidsIsRefusedAndChangesNothing() {
        assertThat(running.call("bob", adding(" ")).join())
                .isEqualTo(new Outcome.Refused(new Refusal.Invalid("title", "must not be blank")));
        assertThat(running.call("a/b", adding("x")).join()).isInstanceOf(Outcome.Refused.class);
        assertThat(running.todos().edit(new Caller("mallory"), "bob", adding("x")))
                .isEqualTo(new Outcome.Refused(new Refusal.Forbidden("bob")));
        assertThat(running.todos()
                        .ask(new Caller("mallory"), "bob", new Question.Whole())
                        .join())
                .isInstanceOf(Answer.Refused.class);
        assertThat(running.todos().history(new Caller("mallory"), "bob", 1, 9)).isInstanceOf(Answer.Refused.class);
        assertThat(running.list("bob").version()).isZero();
    }

    @Test
    void aCastIsMadeWithoutAnAnswer() {
        assertThat(running.todos().cast(OWNER, "bob", adding("milk"))).isTrue();
        assertThat(running.todos().cast(OWNER, "bob", new Edit.Remove(99))).isTrue();
        assertThat(running.make("bob", adding("bread")).version()).isEqualTo(2);
        assertThat(running.todos().failedCasts()).isEqualTo(1);
    }

    @Test
    void aCastIsNotTakenOnceItIsClosed() {
        var todos = running.todos();
        running.system().close();
        assertThat(todos.cast(OWNER, "bob", adding("milk"))).isFalse();
    }

    @Test
    void manyEditsOfOneListShareTheirCommits() {
        running.add("bob", "first");
        long before = running.system().figures().getFirst().commits();
        var calls = IntStream.range(0, 3_000)
                .mapToObj(i -> running.call("bob", adding("t" + i)))
                .toList();
        assertThat(calls.stream().map(call -> Running.done(call.join()).version()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, 3_001).boxed().toList());
        assertThat(running.system().figures().getFirst().commits() - before).isLessThan(1_000);
        assertThat(running.list("bob").all().stream().map(Entry::id))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 3_001).boxed().toList());
    }

    @Test
    void whatIsNotCommittedIsSeenByNobody() throws Exception {
        running.add("bob", "milk");
        try (var watch = given(running.todos().watch(OWNER, "bob", 0L));
                var disk = running.blockedDisk()) {
            assertThat(watch.next(Running.LONG)).hasSize(1);
            var added = running.call("bob", adding("bread"));
            var refused = running.call("bob", new Edit.Amend(2, List.of(new Field.Title(" "))));
            var unchanged = running.call("bob", new Edit.Amend(2, List.of(new Field.Title("bread"))));
            assertThat(running.titles("bob")).containsExactly("milk");
            assertThat(running.ask("bob", new Question.About()).version()).isEqualTo(1);
            assertThat(running.ask("bob", new Question.One(2)).entry()).isNull();
            assertThat(running.history("bob")).hasSize(1);
            assertThat(watch.next(java.time.Duration.ZERO)).isEmpty();
            assertThat(List.of(added, refused, unchanged)).noneMatch(CompletableFuture::isDone);
            Running.execute(disk, "COMMIT");
            assertThat(Running.done(added.join()).version()).isEqualTo(2);
            assertThat(refused.join()).isInstanceOf(Outcome.Refused.class);
            assertThat(Running.done(unchanged.join()).changes()).isEmpty();
            assertThat(watch.next(Running.LONG)).extracting(Change::version).containsExactly(2L);
        }
    }

    @Test
    void noMoreThanTenThousandAreUnderWay() throws SQLException {
        List<CompletableFuture<Outcome>> calls;
        var inTurn = new CompletableFuture<Outcome>();
        try (var disk = running.blockedDisk()) {
            calls = IntStream.range(0, Todos.MAX_IN_FLIGHT)
                    .mapToObj(i -> running.call("list " + i % 100, adding("t" + i)))
                    .toList();
            assertThat(running.todos().inFlight()).isEqualTo(Todos.MAX_IN_FLIGHT);
            assertThat(running.call("bob", adding("one more")).getNow(null))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.failure()).isEqualTo(Outcome.Failure.BUSY));
            assertThat(running.todos().cast(OWNER, "bob", adding("one more"))).isFalse();
            var waiting = Thread.startVirtualThread(
                    () -> inTurn.complete(running.todos().edit(OWNER, "bob", adding("in turn"))));
            while (waiting.getState() != Thread.State.TIMED_WAITING && waiting.isAlive()) {
                Thread.onSpinWait();
            }
            assertThat(inTurn).isNotDone();
            Running.execute(disk, "COMMIT");
        }
        calls.forEach(call -> Running.done(call.join()));
        Running.done(inTurn.join());
        assertThat(running.titles("bob")).containsExactly("in turn");
        assertThat(running.todos().inFlight()).isZero();
    }

    @Test
    void anUndoIsMadeByVersion() {
        running.add("bob", "milk");
        Running.done(running.todos().undo(OWNER, "bob", 1, List.of(), null));
        assertThat(running.titles("bob")).isEmpty();
        assertThat(running.todos().undo(OWNER, "bob", 7, List.of(), null))
                .isEqualTo(new Outcome.Refused(new Refusal.NoSuchChange(7)));
        assertThat(running.todos().undo(OWNER, "bob", -1, List.of(), null))
                .isEqualTo(new Outcome.Refused(new Refusal.NoSuchChange(-1)));
        assertThat(running.todos().undo(OWNER, "bob", 2, List.of(1L), null))
                .isEqualTo(new Outcome.Refused(new Refusal.Stale(2, null)));
    }

    @Test
    void editsOfOneInstantAreTakenBackOneByOne() {
        for (String title : List.of("milk", "bread", "eggs")) {
            running.add("bob", title);
        }
        running.make("bob", new Edit.Remove(1));
        running.make("bob", new Edit.All(List.of(new Edit.Remove(2), new Edit.Remove(3))));
        Running.done(running.todos().undo(OWNER, "bob", 5, List.of(), null));
        assertThat(running.titles("bob")).containsExactly("bread", "eggs");
        Running.done(running.todos().undo(OWNER, "bob", 4, List.of(), null));
        assertThat(running.titles("bob")).containsExactly("milk", "bread", "eggs");
    }

    @Test
    void everyVersionCanBeReadAgain() {
        var versions = new ArrayList<List<Entry>>();
        versions.add(List.of());
        for (int i = 0; i < 20; i++) {
            running.at(NOON.plusSeconds(i));
            running.make("bob", i % 4 == 3 ? new Edit.Remove(i / 2) : adding("t" + i));
            versions.add(running.list("bob").all());
        }
        for (int version = 0; version < versions.size(); version++) {
            var then = given(running.todos().at(OWNER, "bob", version));
            assertThat(then.version()).isEqualTo(version);
            assertThat(then.all()).isEqualTo(versions.get(version));
        }
        assertThat(given(running.todos().versionAt(OWNER, "bob", NOON.plusSeconds(4))))
                .isEqualTo(5);
        assertThat(running.todos().at(OWNER, "bob", 21))
                .isEqualTo(new Answer.Refused<TodoList>(new Refusal.NoSuchChange(21)));
        assertThat(running.todos().at(OWNER, "bob", -1))
                .isEqualTo(new Answer.Refused<TodoList>(new Refusal.NoSuchChange(-1)));
    }

    @Test
    void whatIsInAllListsIsFound() {
        running.add("bob", "milk");
        running.add("ann", "milk");
        assertThat(running.whereIs("milk")).containsExactlyInAnyOrder("bob", "ann");
        assertThat(running.todos().lists(OWNER, "").lists())
                .extracting(list -> list.name())
                .containsExactly("ann", "bob");
        assertThat(running.todos().lists(new Caller("mallory"), "").lists()).isEmpty();
        assertThat(running.todos().find(new Caller("mallory"), Query.ALL, todo.store.Place.START))
                .isEmpty();
    }

    @Test
    void aLongListThatIsLoadedHoldsUpNoOther() {
        var edits =
                IntStream.range(0, 50_000).<Edit>mapToObj(i -> adding("t" + i)).toList();
        running.make("long", new Edit.All(edits));
        running.restart();
        var loading = running.todos().ask(OWNER, "long", new Question.About());
        running.add("bob", "milk");
        assertThat(loading).isNotDone();
        assertThat(given(loading.join()).open()).isEqualTo(50_000);
    }
}
