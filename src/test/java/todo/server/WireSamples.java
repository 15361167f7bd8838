package todo.server;

import static todo.list.ListBeingMade.NOON;
import static todo.list.ListBeingMade.adding;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.util.ByteString;
import todo.list.Change;
import todo.list.Due;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.ListBeingMade;
import todo.list.ListProperties;
import todo.list.Query;
import todo.list.Refusal;
import todo.list.Reminder;
import todo.list.SomeEdits;
import todo.list.TodoList;
import todo.store.Request;

/// One of each message that goes from node to node, always the same ones; and what writes them down as they are said
/// now, so that it can be told later whether they are still understood.
final class WireSamples {
    private final Map<String, Object> all = new LinkedHashMap<>();
    private final ActorRef<Outcome> asker;
    private final ActorRef<Object> anyone;

    private WireSamples(ActorSystem<?> system) {
        anyone = system.<Object>deadLetters();
        asker = anyone.narrow();
        commands();
        questions();
        outcomes();
        answers();
        events();
    }

    /// By name.
    static Map<String, Object> all(ActorSystem<?> system) {
        return new WireSamples(system).all;
    }

    static ActorSystem<Void> system() {
        var config = ConfigFactory.parseResources("pekko.conf").withFallback(ConfigFactory.load());
        return ActorSystem.create(Behaviors.empty(), "todo", config);
    }

    static Wire wire(ActorSystem<?> system) {
        return new Wire((ExtendedActorSystem) Adapter.toClassic(system));
    }

    private static final List<Field> FIELDS = List.of(
            new Field.Title("Milk ü 🥛"),
            new Field.DueAt(new Due.Day(LocalDate.of(2026, 12, 24))),
            new Field.DueAt(new Due.Local(LocalDateTime.of(2026, 12, 24, 17, 0, 0, 1))),
            new Field.DueAt(new Due.Zoned(ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, ZoneId.of("Europe/Berlin")))),
            new Field.DueAt(null),
            new Field.Notes("two\nlines \u0000"),
            new Field.Completed(true),
            new Field.CompletedAt(NOON.plusMillis(1)),
            new Field.CompletedAt(null),
            new Field.Priority(9),
            new Field.Tags(List.of("b", "a")),
            new Field.Order(1 / 3.0),
            new Field.Order(-5),
            new Field.Parent(2),
            new Field.Repeat("FREQ=WEEKLY;BYDAY=MO"),
            new Field.Remind(Reminder.parse("-P1DT2H")),
            new Field.Remind(Reminder.parse("2026-12-24T17:00:00Z")),
            new Field.Remind(null),
            new Field.Properties(Map.of("X-A", "1", "x", "")),
            SomeEdits.some("X-A", null),
            SomeEdits.some("X-B", "2"));

    private static ListBeingMade history() {
        var made = new ListBeingMade();
        made.make(new Edit.Describe(new ListProperties("Food", "#3366cc", 0.1)));
        var milk = made.add("milk", new Field.Properties(Map.of("X-A", "1")), new Field.Tags(List.of("shop")));
        made.amend(milk, new Field.Completed(true), new Field.Properties(Map.of("X-B", "2")));
        made.add("bread", new Field.Order(0.5), new Field.DueAt(new Due.Day(LocalDate.of(2026, 12, 24))));
        made.undo(3);
        made.add("butter");
        made.make(new Edit.Remove(2));
        made.make(new Edit.Send(3, "ann"));
        made.make(new Edit.Receive("ann", List.of(made.last())));
        return made;
    }

    private static ListBeingMade dropped() {
        var made = history();
        made.make(new Edit.Drop());
        return made;
    }

    private static Entry milk() {
        return history().entry(1);
    }

    private void edit(String name, Edit edit) {
        all.put("do-" + name, new Command.Do(edit, List.of(), "owner", null, asker));
    }

    private void commands() {
        var changes = dropped().changes();
        var then = history().list();
        var add = new Edit.Add("uid", 7, NOON.minusMillis(1), FIELDS);
        all.put(
                "do-request",
                new Command.Do(adding("milk"), List.of(0L, -1L, 1L << 40), "ü", new Request("key", "digest"), asker));
        edit("add", add);
        edit("amend", new Edit.Amend(1, FIELDS, ZoneId.of("Europe/Berlin")));
        edit("replace", new Edit.Replace(1L << 40, List.of()));
        edit("remove", new Edit.Remove(1));
        edit("clear", new Edit.Clear());
        edit("describe", new Edit.Describe(new ListProperties("Food", "#3366cc", -1e-9)));
        edit("drop", new Edit.Drop());
        edit("undo", new Edit.Undo(changes.get(2)));
        edit("restore", new Edit.Restore(then, Set.of("a", "b"), Set.of()));
        edit("restore-empty", new Edit.Restore(TodoList.EMPTY, Set.of(), Set.of("c")));
        edit("send", new Edit.Send(1, "ann"));
        edit("receive", new Edit.Receive("ann", changes));
        edit("return", new Edit.Return(changes));
        edit(
                "all",
                new Edit.All(List.of(add, new Edit.All(List.of(new Edit.Remove(2))), new Edit.Undo(changes.get(4)))));
        all.put("watch", new Command.Watch(anyone.narrow()));
        all.put("await-sent", new Command.AwaitSent(asker));
        all.put("crash", new Command.Crash());
        all.put("part", new Command.Part("id", 1, 2, ByteString.fromArray(new byte[] {1, -1, 0}), asker));
    }

    private <T> void question(String name, Question<T> question) {
        all.put("ask-" + name, new Command.Ask<T>(question, anyone.narrow()));
    }

    private void questions() {
        var day = LocalDate.of(2026, 12, 24);
        question("about", new Question.About());
        question("entries", new Question.Entries(new Query(day, day.plusDays(1), false, "Milch", 7), 50));
        question("entries-all", new Question.Entries(Query.ALL));
        question("entries-completed", new Question.Entries(Query.lastCompletedFirst("", 0)));
        question("one", new Question.One(3));
        question("by-uid", new Question.ByUid("uid of milk"));
        question("whole", new Question.Whole());
    }

    private void refusal(String name, Refusal refusal) {
        all.put("refused-" + name, new Outcome.Refused(refusal));
    }

    private void outcomes() {
        var made = history();
        all.put(
                "done",
                new Outcome.Done(
                        made.list().version(), dropped().changes(), made.list().all(), true));
        all.put("done-nothing", new Outcome.Done(0, List.of(), List.of(), false));
        refusal("no-such-list", new Refusal.NoSuchList("bob"));
        refusal("no-such-entry", new Refusal.NoSuchEntry(5));
        refusal("no-such-change", new Refusal.NoSuchChange(1L << 50));
        refusal("invalid", new Refusal.Invalid("title", "must not be blank"));
        refusal("stale", new Refusal.Stale(3, milk()));
        refusal("stale-list", new Refusal.Stale(3, null));
        refusal("full", new Refusal.Full(100_000));
        refusal("too-much-text", new Refusal.TooMuchText(64 << 20));
        refusal("uid-taken", new Refusal.UidTaken("uid", 4));
        refusal(
                "clashing",
                new Refusal.Clashing(
                        6,
                        FIELDS.stream()
                                .map(field -> new Refusal.Clash(field, FIELDS.getFirst()))
                                .toList()));
        refusal("not-undoable", new Refusal.NotUndoable(2, "the entry was removed since"));
        refusal("key-reused", new Refusal.KeyReused("key"));
        refusal("no-longer-kept", new Refusal.NoLongerKept(77));
        refusal("forbidden", new Refusal.Forbidden("ann"));
        for (var failure : Outcome.Failure.values()) {
            all.put("failed-" + failure.name().toLowerCase(java.util.Locale.ROOT), new Outcome.Failed(failure, "why"));
        }
    }

    private void answers() {
        var list = history().list();
        all.put("given-about", given(new Question.About(), list));
        all.put("given-entries", given(new Question.Entries(Query.ALL), list));
        all.put("given-entries-two", given(new Question.Entries(Query.ALL, 1), list));
        all.put("given-entries-none", given(new Question.Entries(new Query(null, null, null, "", 99)), list));
        all.put("given-one", given(new Question.One(1), list));
        all.put("given-by-uid", given(new Question.ByUid("nobody"), list));
        all.put("given-whole", given(new Question.Whole(), list));
        all.put("given-whole-empty", given(new Question.Whole(), TodoList.EMPTY));
        all.put("answer-refused", new Answer.Refused<>(new Refusal.Forbidden("ann")));
        all.put("answer-failed", new Answer.Failed<>(Outcome.Failure.BUSY, "why"));
    }

    static <T> Answer<T> given(Question<T> question, TodoList list) {
        return new Answer.Given<>(question.of(list));
    }

    private void events() {
        all.put("watching", new Event.Watching(9, anyone.narrow()));
        all.put("happened", new Event.Happened(dropped().changes()));
        all.put("interrupted", new Event.Interrupted());
        all.put("subscribe", new Relay.Subscribe(anyone.narrow()));
        all.put("unsubscribe", new Relay.Unsubscribe(anyone.narrow()));
        all.put("subscribed", new Relay.Subscribed(anyone.narrow(), 1L << 33));
        all.put("told", new Relay.Told(anyone.narrow(), 5, "bob", 9, dropped().changes()));
        all.put("told-version", new Relay.Told(anyone.narrow(), 6, "bob", 9, List.of()));
    }

    /// The file of a message, by which one can tell what it is.
    static String file(String name, Object message, Wire wire) {
        return name + "." + wire.manifest(message).replace('/', '-');
    }

    /// Writes them all into a folder; CONTRIBUTING says how.
    ///
    /// @param arguments the folder
    public static void main(String[] arguments) throws IOException {
        var folder = Files.createDirectories(Path.of(arguments[0]));
        var system = system();
        var wire = wire(system);
        for (var sample : all(system).entrySet()) {
            Files.write(
                    folder.resolve(file(sample.getKey(), sample.getValue(), wire)), wire.toBinary(sample.getValue()));
        }
        system.terminate();
    }

    static List<Field> fields() {
        return FIELDS;
    }

    static List<Change> changes() {
        return dropped().changes();
    }
}
