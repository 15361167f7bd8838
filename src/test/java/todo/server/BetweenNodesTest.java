package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.Query;
import todo.list.Refusal;
import todo.list.TodoList;

class BetweenNodesTest {
    private static final int MANY = 40;
    private static final String NOTES = "n".repeat(60_000);

    private static TwoNodes nodes;

    private String bob;
    private String ann;

    @BeforeAll
    static void start(@TempDir Path folder) {
        nodes = new TwoNodes(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        nodes.close();
    }

    @BeforeEach
    void name() {
        bob = nodes.fresh("bob");
        ann = nodes.fresh("ann");
    }

    private static Edit large(String title, Field... more) {
        return new Edit.All(IntStream.range(0, MANY)
                .<Edit>mapToObj(i -> {
                    var fields = new ArrayList<Field>(List.of(new Field.Notes(NOTES)));
                    fields.addAll(List.of(more));
                    return adding(title + i, fields.toArray(Field[]::new));
                })
                .toList());
    }

    private TodoList onDisk(String list) {
        return nodes.database.load(list).join().list();
    }

    private List<Change> changesOnDisk(String list, long first, long last) {
        List<Change> changes = new ArrayList<>();
        for (long next = first; next <= last; next = changes.getLast().version() + 1) {
            changes.addAll(nodes.database.changes(list, next, last).join());
        }
        return changes;
    }

    @Test
    void whatIsAskedIsAnsweredOverTheNetwork() {
        var done = nodes.make(bob, adding("milk", new Field.Tags(List.of("shop"))));
        assertThat(done.changes()).isEqualTo(changesOnDisk(bob, 1, 1));
        assertThat(nodes.replyTo(bob, new Question.One(1)))
                .isEqualTo(new Answer.Given<>(
                        new Question.FoundEntry(done.entries().getFirst())));
        assertThat(Alike.of(nodes.ask(bob, new Question.Whole()))).isEqualTo(Alike.of(onDisk(bob)));
        assertThat(nodes.call(bob, new Edit.Remove(7))).isEqualTo(new Outcome.Refused(new Refusal.NoSuchEntry(7)));
    }

    @Test
    void aLargeEditGoesInPartsAndWhatComesOfItIsReadInTheDatabase() {
        var edit = large("t");
        var reply = nodes.replyTo(bob, edit);
        assertThat(reply).isInstanceOf(Elsewhere.Done.class);
        var done = (Outcome.Done) nodes.fetching().outcome(bob, reply).join();
        assertThat(done)
                .isEqualTo(new Outcome.Done(
                        MANY, changesOnDisk(bob, 1, MANY), onDisk(bob).all(), false));
        assertThat(done.entries()).hasSize(MANY).allMatch(entry -> entry.notes().equals(NOTES));
    }

    @Test
    void aLargeEditThatIsRefusedChangesNothing() {
        nodes.make(bob, adding("t7"));
        assertThat(nodes.call(bob, large("t"))).isEqualTo(new Outcome.Refused(new Refusal.UidTaken("uid of t7", 1)));
        assertThat(onDisk(bob).version()).isEqualTo(1);
    }

    @Test
    void aLargeListIsReadInTheDatabaseAndAPageOfItIsSent() {
        nodes.make(bob, large("t"));
        assertThat(nodes.replyTo(bob, new Question.Whole())).isEqualTo(new Elsewhere.Given(MANY));
        assertThat(Alike.of(nodes.ask(bob, new Question.Whole()))).isEqualTo(Alike.of(onDisk(bob)));
        var all = new Question.Entries(Query.ALL);
        assertThat(nodes.replyTo(bob, all)).isEqualTo(new Elsewhere.Given(MANY));
        assertThat(Alike.of(nodes.ask(bob, all))).isEqualTo(Alike.of(all.of(onDisk(bob))));
        assertThat(nodes.replyTo(bob, new Question.Entries(Query.ALL, 10))).isInstanceOf(Answer.Given.class);
        var page = java.util.Objects.requireNonNull(
                        nodes.ask(bob, new Question.Entries(Query.ALL, 10)).selection())
                .page(10);
        assertThat(page.entries()).isEqualTo(onDisk(bob).all().subList(0, 10));
        assertThat(page.more()).isTrue();
    }

    @Test
    void whatAnEditFoundAsItShouldBeIsReadInTheDatabase() {
        nodes.make(bob, large("t"));
        var again = new Edit.All(IntStream.rangeClosed(1, MANY)
                .<Edit>mapToObj(id -> new Edit.Amend(id, List.of(new Field.Notes(NOTES))))
                .toList());
        assertThat(nodes.make(bob, again))
                .isEqualTo(new Outcome.Done(MANY, List.of(), onDisk(bob).all(), false));
    }

    @Test
    void whatIsLargeMovesToAnotherList() {
        nodes.make(ann, adding("before"));
        nodes.make(bob, adding("party"));
        nodes.make(bob, large("t", new Field.Parent(1)));
        var done = nodes.make(bob, new Edit.Send(1, ann));
        assertThat(done.changes()).isEqualTo(changesOnDisk(bob, MANY + 2, 2 * MANY + 2));
        assertThat(done.entries()).isEqualTo(onDisk(ann).all().subList(1, MANY + 2));
        assertThat(done.entries())
                .extracting(Entry::title)
                .startsWith("party", "t0")
                .endsWith("t39");
        assertThat(onDisk(bob).size()).isZero();
    }

    @Test
    void whoWatchesIsToldOfWhatIsLargeThatItIsThere() throws Exception {
        var watcher = nodes.<Event>hear();
        nodes.tell(bob, new Command.Watch(watcher.ref()));
        assertThat(watcher.next()).isInstanceOfSatisfying(Event.Watching.class, watching -> {
            assertThat(watching.version()).isZero();
            watching.server().tell(new Command.Crash());
        });
        assertThat(watcher.next()).isInstanceOf(Event.Watching.class); // again, when it has healed
        var small = nodes.make(bob, adding("milk"));
        assertThat(watcher.next()).isEqualTo(new Event.Happened(small.changes()));
        nodes.make(bob, large("t"));
        assertThat(watcher.next()).isEqualTo(new Event.Behind(MANY + 1));
    }

    @Test
    void aWatchReadsWhatIsTooLargeToBeTold() throws Exception {
        nodes.make(bob, adding("milk"));
        var watch = Running.given(nodes.todos().watch(Running.OWNER, bob, null));
        try (watch) {
            assertThat(watch.version(Running.LONG)).isEqualTo(1);
            nodes.make(bob, adding("bread"));
            nodes.make(bob, large("t"));
            var seen = new ArrayList<Change>();
            while (seen.size() < MANY + 1) {
                var next = watch.next(Running.LONG);
                assertThat(next).isNotEmpty();
                seen.addAll(next);
            }
            assertThat(seen).isEqualTo(changesOnDisk(bob, 2, MANY + 2));
        }
    }

    private Command.Part part(String id, int index, int count, byte[] bytes, TwoNodes.Hearing<Outcome> asker) {
        return new Command.Part(id, index, count, ByteString.fromArray(bytes), asker.ref());
    }

    @Test
    void moreThanCanBePutTogetherIsRefused() throws Exception {
        var asker = nodes.<Outcome>hear();
        nodes.tell(bob, part("x", 0, Parts.MOST + 1, new byte[0], asker));
        assertThat(asker.next())
                .isEqualTo(Failures.unavailable(
                        "an edit that goes from node to node can be at most 64 MiB; make it in several"));
        var edit = new Edit.All(IntStream.range(0, 30)
                .<Edit>mapToObj(i -> adding("t" + i, new Field.Notes("n".repeat(2_500_000))))
                .toList());
        assertThat(nodes.call(bob, edit))
                .isEqualTo(Failures.unavailable(
                        "an edit that goes from node to node can be at most 64 MiB; make it in several"));
    }

    @Test
    void whatComesInPartsThatCanNotBeReadIsAnswered() throws Exception {
        var asker = nodes.<Outcome>hear();
        nodes.tell(bob, part("x", 0, 2, new byte[] {1, 2}, asker));
        nodes.tell(bob, part("x", 1, 2, new byte[] {3}, asker));
        assertThat(asker.next())
                .isEqualTo(Failures.unavailable("the edit could not be read by the node that has the list"));
        nodes.make(bob, large("t"));
    }

    @Test
    void unfinishedEditsTakeUpRoomUntilTheyAreForgotten() throws Exception {
        var asker = nodes.<Outcome>hear();
        nodes.tell(bob, part("x", 0, Parts.MOST, new byte[1], asker));
        assertThat(nodes.call(bob, large("t"))).isEqualTo(Failures.busy("too many large edits are under way"));
        nodes.make(bob, adding("milk"));
        nodes.tell(bob, new Command.Crash());
        assertThat(asker.next()).isEqualTo(Failures.unavailable("the list is being started again"));
        nodes.make(bob, large("a"));
        nodes.tell(bob, part("y", 0, Parts.MOST, new byte[1], asker));
        nodes.tell(bob, part("y", 2, Parts.MOST, new byte[1], asker)); // one is missing
        nodes.make(bob, large("b"));
        assertThat(asker.heard()).isEmpty();
    }

    @Test
    void aPartWithoutThoseBeforeItIsPassedOver() {
        var asker = nodes.<Outcome>hear();
        nodes.tell(bob, part("x", 1, 2, new byte[1], asker));
        nodes.make(bob, large("t"));
        assertThat(asker.heard()).isEmpty();
        assertThat(onDisk(bob).version()).isEqualTo(MANY);
    }
}
