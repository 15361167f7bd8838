package todo.list;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.title;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The cases of `repeats.txt` and `repeating-subtasks.txt`.
class RepeatTableTest {
    private static final Field DONE = new Field.Completed(true);

    private static List<String> lines(String name) {
        try (var in = Objects.requireNonNull(RepeatTableTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> repeats() {
        return lines("repeats.txt");
    }

    static List<String> subtasks() {
        return lines("repeating-subtasks.txt");
    }

    private static @Nullable Due due(String text) {
        return text.equals("none") ? null : Due.parse(text);
    }

    private static String rule(String text) {
        return text.equals("none") ? "" : text;
    }

    @ParameterizedTest
    @MethodSource("repeats")
    void anEntryComesAgainAsTheTableSays(String line) {
        var cells = line.split(" \\| ", -1);
        var made = new ListBeingMade();
        var entry = made.add("pill", new Field.DueAt(due(cells[0])), new Field.Repeat(cells[1]));
        if (cells[2].equals("completion")) {
            entry = made.amend(entry, new Field.Properties(Map.of(Recurrence.FROM, Recurrence.COMPLETION)));
        }
        List<String> dues = new ArrayList<>();
        for (String _ : cells[4].split(", ", -1)) {
            entry = completed(made, entry, dues.isEmpty() ? cells[3] : "when due");
            dues.add(Objects.toString(entry.due()));
        }
        assertThat(dues).containsExactly(cells[4].split(", ", -1));
        assertThat(entry.repeat()).isEqualTo(cells[cells.length == 6 ? 5 : 1]);
        assertThat(entry.completed()).isFalse();
    }

    /// What is open of `entry` once it is completed.
    private static Entry completed(ListBeingMade made, Entry entry, String when) {
        var at = when.equals("when due") && entry.due() instanceof Due.Zoned(var due) ? due : ZonedDateTime.parse(when);
        made.make(new Edit.Amend(entry.id(), List.of(new Field.CompletedAt(at.toInstant())), at.getZone()));
        return made.list().all().getLast();
    }

    @ParameterizedTest
    @MethodSource("subtasks")
    void aSubtaskComesAgainWithItsParentAsTheTableSays(String line) {
        var cells = line.split(" \\| ", -1);
        var made = new ListBeingMade();
        var parent = made.add("parent", new Field.DueAt(due(cells[1])), new Field.Repeat(rule(cells[2])));
        var part = made.add(
                "part",
                new Field.DueAt(due(cells[3])),
                new Field.Repeat(rule(cells[4])),
                new Field.Parent(parent.id()));
        made.amend(part, DONE);
        made.amend(parent, DONE);
        var open = made.list().all().stream()
                .filter(entry -> entry.title().equals("part") && !entry.completed())
                .map(entry -> Objects.toString(entry.due()));
        boolean holds = open.toList().equals(List.of(cells[5]));
        assertThat(holds).isEqualTo(cells[0].equals("holds"));
    }

    static Stream<String[]> reminders() {
        return Stream.of(
                new String[] {
                    "2027-03-27T09:00+01:00[Europe/Berlin]",
                    "FREQ=WEEKLY",
                    "2027-03-27T07:00:00Z",
                    "2027-04-03T06:00:00Z"
                },
                new String[] {"2027-03-27T09:00", "FREQ=WEEKLY", "2027-03-27T07:00:00Z", "2027-04-03T06:00:00Z"},
                new String[] {"2027-03-27", "FREQ=WEEKLY", "2027-03-27T07:00:00Z", "2027-04-03T06:00:00Z"},
                new String[] {
                    "2027-03-27T20:00+01:00[Europe/Berlin]",
                    "FREQ=HOURLY;INTERVAL=6",
                    "2027-03-27T18:00:00Z",
                    "2027-03-28T00:00:00Z"
                },
                new String[] {
                    "2027-03-27T09:00", "FREQ=DAILY;BYHOUR=9,17", "2027-03-27T07:00:00Z", "2027-03-27T15:00:00Z"
                });
    }

    @ParameterizedTest
    @MethodSource("reminders")
    void aReminderAtATimeKeepsItsDistanceOnTheClock(String due, String rule, Instant remind, Instant next) {
        var made = new ListBeingMade();
        var entry = made.add(
                "pill",
                new Field.DueAt(Due.parse(due)),
                new Field.Repeat(rule),
                new Field.Remind(new Reminder.At(remind)));
        made.make(new Edit.Amend(
                entry.id(),
                List.of(new Field.CompletedAt(Instant.parse("2027-03-27T08:00:00Z"))),
                ZoneId.of("Europe/Berlin")));
        assertThat(made.list().all().getLast().remind()).isEqualTo(new Reminder.At(next));
    }

    @ParameterizedTest
    @MethodSource("handMade")
    void aDueDateThatIsMovedByHandIsTheOneThatCounts(String moved, String next) {
        var made = new ListBeingMade();
        var entry = made.add(
                "pill",
                new Field.DueAt(Due.parse("2027-03-27T02:30+01:00[Europe/Berlin]")),
                new Field.Repeat("FREQ=DAILY"),
                title("pill"));
        var skipped = completed(made, entry, "when due");
        assertThat(skipped.properties()).containsEntry(Recurrence.CLOCK, "2027-03-28T02:30");
        var after = completed(made, made.amend(skipped, new Field.DueAt(Due.parse(moved))), "when due");
        assertThat(after.due()).hasToString(next);
        assertThat(after.properties()).doesNotContainKey(Recurrence.CLOCK);
    }

    static Stream<String[]> handMade() {
        return Stream.of(
                new String[] {"2027-03-28T08:00+02:00[Europe/Berlin]", "2027-03-29T08:00+02:00[Europe/Berlin]"},
                new String[] {"2027-03-29T03:30+02:00[Europe/Berlin]", "2027-03-30T03:30+02:00[Europe/Berlin]"});
    }
}
