package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.NOON;
import static todo.list.ListBeingMade.adding;

import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import todo.list.Change;
import todo.list.Due;
import todo.list.Edit;
import todo.list.Field;
import todo.list.ListBeingMade;
import todo.list.Query;
import todo.list.Refusal;
import todo.list.Reminder;
import todo.list.Result;
import todo.list.SomeEdits;
import todo.list.TodoList;
import todo.store.Sending;

class WireTest {
    private static final Path FIRST = Path.of("src/test/resources/todo/wire/1");
    private static final ActorSystem<Void> SYSTEM = WireSamples.system();
    private static final Wire WIRE = WireSamples.wire(SYSTEM);
    private static final Map<String, Object> SAMPLES = WireSamples.all(SYSTEM);

    @AfterAll
    @AfterContainer
    static void end() {
        SYSTEM.terminate();
    }

    static Set<String> samples() {
        return SAMPLES.keySet();
    }

    private static Object sample(String name) {
        return java.util.Objects.requireNonNull(SAMPLES.get(name));
    }

    private static Object sent(Object message) {
        try {
            return WIRE.fromBinary(WIRE.toBinary(message), WIRE.manifest(message));
        } catch (NotSerializableException e) {
            throw new AssertionError(e);
        }
    }

    private static void comesBack(Object message) {
        assertThat(Alike.of(sent(message))).isEqualTo(Alike.of(message));
    }

    private static <T> ActorRef<T> nobody() {
        return SYSTEM.deadLetters();
    }

    private static Command.Do making(Edit edit) {
        return new Command.Do(edit, List.of(), "me", null, nobody());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eachMessageComesBackAsItWas(String name) {
        comesBack(sample(name));
    }

    /// The records of the sealed `kind`, and of those in it.
    private static Stream<Class<?>> kindsOf(Class<?> kind) {
        return kind.isSealed()
                ? Arrays.stream(kind.getPermittedSubclasses()).flatMap(WireTest::kindsOf)
                : Stream.of(kind);
    }

    private static Set<Class<?>> notInSamples(Class<?>... kinds) {
        Set<Class<?>> missing =
                new HashSet<>(Stream.of(kinds).flatMap(WireTest::kindsOf).toList());
        SAMPLES.values().forEach(sample -> missing.removeAll(Alike.kinds(sample)));
        return missing;
    }

    @Test
    void noKindOfMessageIsForgotten() {
        assertThat(notInSamples(
                        Edit.class,
                        Field.class,
                        Due.class,
                        Reminder.class,
                        Change.What.class,
                        Question.class,
                        Refusal.class,
                        Outcome.class,
                        Answer.class))
                .isEmpty();
        assertThat(notInSamples(Command.class, Event.class, Relay.Message.class).stream()
                        .map(Class::getSimpleName))
                .as("what stays on its node")
                .containsExactlyInAnyOrder(
                        "Behind",
                        "Closed",
                        "Deliver",
                        "Delivered",
                        "ForgetParts",
                        "Here",
                        "LoadAgain",
                        "LookedUp",
                        "Lost",
                        "NotLoaded",
                        "NotLookedUp",
                        "NotStored",
                        "Others",
                        "Ready",
                        "Reload",
                        "Stop",
                        "Stored",
                        "Tick",
                        "Unwatch",
                        "Wanted");
    }

    @Test
    void whatStaysOnItsNodeIsRefused() {
        for (var message : List.of(
                new Command.Stop(),
                new Command.Reload(),
                new Command.Deliver(new Sending("ann", WireSamples.changes())),
                new Event.Closed(),
                new Event.Behind(1),
                new Relay.Here(new News("bob", 1, List.of())),
                "text")) {
            assertThatThrownBy(() -> WIRE.manifest(message))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith(" stays on its node");
            assertThatThrownBy(() -> WIRE.toBinary(message)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> WIRE.toBinary(new Answer.Given<>(List.of("text"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatTheFirstVersionSaidIsUnderstood(String name) throws IOException {
        var message = sample(name);
        byte[] said = Files.readAllBytes(FIRST.resolve(WireSamples.file(name, message, WIRE)));
        assertThat(Alike.of(WIRE.fromBinary(said, WIRE.manifest(message)))).isEqualTo(Alike.of(message));
    }

    @Test
    void allThatTheFirstVersionSaidIsTried() throws IOException {
        try (var files = Files.list(FIRST)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(SAMPLES.entrySet().stream()
                            .map(sample -> WireSamples.file(sample.getKey(), sample.getValue(), WIRE))
                            .toList());
        }
    }

    @Property(tries = 50)
    void editsAndWhatComesOfThemComeBackAsTheyWere(@ForAll long seed) {
        var some = new SomeEdits(seed);
        var list = TodoList.EMPTY;
        var history = new ArrayList<Change>();
        for (int i = 0; i < 40; i++) {
            var edit = some.next(list, history);
            comesBack(making(edit));
            switch (list.apply(edit, List.of(), "me", NOON)) {
                case Result.Refused(var refusal) -> comesBack(new Outcome.Refused(refusal));
                case Result.Changed changed -> {
                    comesBack(new Outcome.Done(i, changed.changes(), changed.entries(), i % 2 == 0));
                    comesBack(new Event.Happened(changed.changes()));
                    history.addAll(changed.changes());
                    list = changed.list();
                }
            }
        }
        comesBack(new Answer.Given<>(list));
        comesBack(making(new Edit.Restore(list, Set.of("a"), Set.of("b"))));
        var random = new Random(seed);
        var query =
                new Query(null, null, random.nextBoolean() ? null : random.nextBoolean(), SomeEdits.text(random, 3), 0);
        var question = new Question.Entries(query, random.nextInt(20));
        comesBack(new Command.Ask<>(question, nobody()));
        comesBack(WireSamples.given(question, list));
    }

    @Test
    void numbersAndPlacesAreExact() {
        List<Double> orders =
                List.of(0.0, -0.0, 1e300, -1e300, Double.MIN_VALUE, 0.1, 0x1p60, 0x1p63, Double.NaN, -1 / 0.0);
        comesBack(making(new Edit.Amend(
                Long.MIN_VALUE, orders.stream().<Field>map(Field.Order::new).toList())));
        comesBack(new Outcome.Done(Long.MAX_VALUE, List.of(), List.of(), false));
    }

    @Test
    void halfASurrogatePairGetsAsFarAsTheRuleThatRefusesIt() {
        for (String text : List.of("\ud800", "a\udc00b", "ü🥛\ud83d", "\\u0041 \ud800")) {
            comesBack(making(adding(text, new Field.Notes(text), new Field.Tags(List.of(text)))));
            comesBack(new Outcome.Refused(new Refusal.Invalid("tags", text)));
        }
    }

    @Test
    void whatIsNotKnownOfAMessageIsPassedOver() throws IOException {
        var more = "{\"more\":[{\"x\":1}],\"version\":3,\"replayed\":false,\"changes\":[],\"entries\":[]}";
        assertThat(WIRE.fromBinary(utf8(more), "done/1")).isEqualTo(new Outcome.Done(3, List.of(), List.of(), false));
        var crash = "{\"why\":{\"a\":[1,2]}}";
        assertThat(WIRE.fromBinary(utf8(crash), "crash/1")).isEqualTo(new Command.Crash());
    }

    @Test
    void whatIsNotKnownOfAnEditIsRefused() {
        assertThatThrownBy(() -> WIRE.fromBinary(
                        utf8(
                                "{\"edit\":{\"edit\":\"clear\",\"but\":\"milk\"},\"ifMatch\":[],\"by\":\"\",\"replyTo\":\"\"}"),
                        "do/1"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessage("can't read the message \"do/1\" of another node: \"but\" is not a part of an edit");
    }

    @Test
    void aMessageOfALaterVersionIsRefused() {
        byte[] bytes = WIRE.toBinary(new Command.Crash());
        assertThatThrownBy(() -> WIRE.fromBinary(bytes, "crash/2"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessage("can't read the message \"crash/2\" of another node: there is none of that name here; "
                        + "the other node is of another version");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isRead(byte[] bytes, String manifest) {
        try {
            return WIRE.fromBinary(bytes, manifest) != null;
        } catch (NotSerializableException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    manifest + " in hexadecimal: " + HexFormat.of().formatHex(bytes), e);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsCutIsRefused(String name) {
        var message = sample(name);
        byte[] bytes = WIRE.toBinary(message);
        for (int length = 0; length < bytes.length; length += 1 + length / 200) {
            assertThat(isRead(Arrays.copyOf(bytes, length), WIRE.manifest(message)))
                    .as("cut to " + length)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsSpoiltIsReadOrRefused(String name) {
        var message = sample(name);
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = WIRE.toBinary(message);
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            isRead(bytes, WIRE.manifest(message));
        }
    }

    @Test
    void lengthsAndDepthsThatAreNotThereCostNothing() {
        UnaryOperator<String> done = changes -> "bf" + "6763" + "68616e676573" + changes + "ff";
        for (String spoilt : List.of(
                "7a7fffffff", // a text of 2 GiB
                "7bffffffffffffffff",
                "7b7fffffffffffffff",
                "5a7fffffff", // bytes
                "5b7fffffffffffffff",
                "9a7fffffff", // an array
                "9b7fffffffffffffff",
                "9f" + "ba7fffffff", // a map
                "9f" + "bb7fffffffffffffff",
                "9f" + "bf" + "7a7fffffff", // a name
                "c2" + "5a7fffffff", // a number
                "9f".repeat(100_000),
                "bf6161".repeat(100_000),
                "c1".repeat(100_000),
                "7f".repeat(100_000))) {
            byte[] bytes = HexFormat.of().parseHex(done.apply(spoilt));
            assertThat(isRead(bytes, "happened/1")).as(spoilt).isFalse();
            assertThat(isRead(Arrays.copyOf(bytes, bytes.length - 1), "part/1"))
                    .as(spoilt)
                    .isFalse();
        }
        var nested = making(new Edit.Clear());
        for (int i = 0; i < 100; i++) {
            nested = making(new Edit.All(List.of(nested.edit())));
        }
        assertThat(isRead(WIRE.toBinary(nested), "do/1")).isFalse();
    }

    private static ListBeingMade large(int entries) {
        var made = new ListBeingMade();
        for (int i = 0; i < entries; i++) {
            made.make(adding("t" + i, new Field.Notes("n".repeat(60_000))));
        }
        return made;
    }

    @Test
    void whatIsTooLargeIsReplacedByWhereItIs() {
        var made = large(30);
        var list = made.list();
        assertThat(sent(new Answer.Given<>(list))).isEqualTo(new Elsewhere.Given(30));
        assertThat(sent(WireSamples.given(new Question.Entries(Query.ALL), list)))
                .isEqualTo(new Elsewhere.Given(30));
        assertThat(sent(new Outcome.Done(
                        30, made.changes().subList(2, 30), list.all().subList(0, 3), true)))
                .isEqualTo(new Elsewhere.Done(30, 3, 30, List.of(1L, 2L, 3L), true));
        assertThat(sent(new Outcome.Done(30, List.of(), list.all(), false)))
                .isEqualTo(new Elsewhere.Done(
                        30, 0, 0, list.all().stream().map(entry -> entry.id()).toList(), false));
        assertThat(sent(new Event.Happened(made.changes()))).isEqualTo(new Event.Behind(30));
        assertThat(sent(new Relay.Told(nobody(), 1, "bob", 30, made.changes())))
                .isEqualTo(new Relay.Told(nobody(), 1, "bob", 30, List.of()));
        comesBack(WireSamples.given(new Question.Entries(Query.ALL, 20), list));
        assertThatThrownBy(() -> WIRE.toBinary(making(new Edit.Return(made.changes()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(" is too large to be sent");
    }

    @Test
    void nothingThatIsSentIsLargerThanAFrameCanHold() {
        int count = 25;
        while (sent(new Answer.Given<>(large(count).list())) instanceof Answer.Given<?>) {
            assertThat(WIRE.toBinary(new Answer.Given<>(large(count).list())))
                    .hasSizeLessThanOrEqualTo(Wire.MOST_BYTES);
            count++;
        }
        assertThat(count).isEqualTo(27);
    }

    @Test
    void partsAreAsLargeAsTheyMayBeAndTheEditAgainTogether() throws IOException {
        var edit = making(new Edit.Return(large(40).changes()));
        var parts = Parts.of(edit, WIRE);
        assertThat(parts).hasSize(3);
        var all = new java.io.ByteArrayOutputStream();
        for (var part : parts) {
            assertThat(WIRE.toBinary(part)).hasSizeLessThan(Wire.MOST_BYTES);
            comesBack(part);
            all.writeBytes(part.bytes().toArray());
        }
        assertThat(WIRE.fromBinary(all.toByteArray(), Wire.DO)).isEqualTo(edit);
    }
}
