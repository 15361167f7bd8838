package todo.list;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.title;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// It is 1 June 2026, a Monday, noon in UTC, unless said otherwise.
class RepeatingTest {
    private static final Field DONE = new Field.Completed(true);
    private static final Field OPEN = new Field.Completed(false);

    private final ListBeingMade made = new ListBeingMade();

    private Entry repeating(@Nullable String due, String rule, Field... more) {
        var entry = made.add(
                "plants",
                new Field.DueAt(due == null ? null : Due.parse(due)),
                new Field.Repeat(rule),
                title("plants"));
        return more.length == 0 ? entry : made.amend(entry, more);
    }

    private Entry next() {
        return made.list().all().getLast();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-06-01|FREQ=DAILY|2026-06-02",
                "2026-05-20|FREQ=DAILY|2026-06-02",
                "2026-06-10|FREQ=DAILY|2026-06-11",
                "2026-05-25|FREQ=WEEKLY;BYDAY=MO|2026-06-08",
                "2026-05-29|FREQ=MONTHLY;BYDAY=-1FR|2026-06-26",
                "2026-05-31|FREQ=MONTHLY|2026-07-31",
                "2026-05-31T17:00|FREQ=DAILY|2026-06-01T17:00",
                "2026-05-31T09:00|FREQ=DAILY|2026-06-02T09:00",
                "2026-06-01T09:00|FREQ=HOURLY;INTERVAL=2|2026-06-01T13:00",
                "2026-05-31T17:00+02:00[Europe/Berlin]|FREQ=DAILY|2026-06-01T17:00+02:00[Europe/Berlin]",
                "2026-10-24T09:00+02:00[Europe/Berlin]|FREQ=WEEKLY|2026-10-31T09:00+01:00[Europe/Berlin]"
            })
    void theNextOneIsDueAtTheFirstTimeBehindTheOneBeforeAndItsCompletion(String due, String rule, String next) {
        var entry = repeating(due, rule);
        made.amend(entry, DONE);
        assertThat(next().due()).hasToString(next);
        assertThat(next().repeat()).isEqualTo(rule);
        assertThat(next().completed()).isFalse();
        assertThat(made.entry(1).completed()).isTrue();
    }

    @Test
    void theNextOneIsLikeTheOneBefore() {
        var entry = repeating(
                "2026-06-01",
                "FREQ=DAILY",
                new Field.Notes("two cups"),
                new Field.Priority(3),
                new Field.Tags(List.of("home")),
                new Field.Order(7),
                new Field.Properties(Map.of("X-COLOR", "green")));
        var changed = made.make(ListBeingMade.amending(entry, DONE));
        assertThat(changed.changes()).hasSize(2);
        assertThat(changed.entries().getFirst()).isEqualTo(made.entry(1));
        assertThat(next().notes()).isEqualTo("two cups");
        assertThat(next().priority()).isEqualTo(3);
        assertThat(next().tags()).containsExactly("home");
        assertThat(next().order()).isEqualTo(7);
        assertThat(next().properties()).isEqualTo(Map.of("X-COLOR", "green", Recurrence.PREVIOUS, entry.uid()));
        assertThat(made.entry(1).properties()).containsEntry(Recurrence.NEXT, next().uid());
        assertThat(next().uid()).isNotEqualTo(entry.uid());
    }

    @Test
    void completingAgainAddsNothing() {
        var entry = repeating("2026-06-01", "FREQ=DAILY");
        made.amend(entry, DONE);
        made.amend(entry, DONE);
        made.amend(next(), title("flowers"));
        made.amend(entry, OPEN);
        made.amend(entry, DONE);
        assertThat(made.titles()).containsExactly("plants", "flowers");
    }

    @Test
    void aRuleComesToItsEnd() {
        made.amend(repeating("2026-06-01", "FREQ=DAILY;COUNT=2"), DONE);
        assertThat(next().repeat()).isEqualTo("FREQ=DAILY;COUNT=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-06-01|FREQ=DAILY;COUNT=1",
                "2026-05-28|FREQ=DAILY;COUNT=5",
                "2026-06-01|FREQ=DAILY;UNTIL=20260601",
                "2026-06-01T17:00|FREQ=DAILY;UNTIL=20260602T165959",
                "2026-06-01T17:00+02:00[Europe/Berlin]|FREQ=DAILY;UNTIL=20260602T145959Z",
                "9999-12-31|FREQ=YEARLY"
            })
    void behindTheLastNoneComes(String due, String rule) {
        List<Field> fields = List.of(title("plants"), new Field.DueAt(Due.parse(due)), new Field.Repeat(rule));
        made.make(new Edit.Add("imported", 0, ListBeingMade.NOON, fields));
        made.amend(made.entry(1), DONE);
        assertThat(made.titles()).containsExactly("plants");
        assertThat(made.entry(1).completed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-06-01|FREQ=DAILY;COUNT=1",
                "2026-05-28|FREQ=DAILY;UNTIL=20260528",
                "2026-06-01T17:00|FREQ=DAILY;UNTIL=20260602T165959",
                "2026-06-01T17:00+02:00[Europe/Berlin]|FREQ=DAILY;UNTIL=20260602T145959Z",
                "2026-06-01|FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "2026-06-02|FREQ=DAILY;INTERVAL=7;BYDAY=MO",
                "2026-06-01T17:00|FREQ=HOURLY;INTERVAL=24;BYHOUR=9",
                "9999-12-31|FREQ=YEARLY"
            })
    void aRuleThatDoesNotComeAgainIsRefusedWhenItIsSet(String due, String rule) {
        var plants = made.add("plants", new Field.DueAt(Due.parse(due)));
        assertThat(made.invalid(ListBeingMade.amending(plants, new Field.Repeat(rule))))
                .isEqualTo("repeat must come again, which " + rule + " does not after " + due);
        assertThat(made.invalid(ListBeingMade.adding("bins", new Field.DueAt(Due.parse(due)), new Field.Repeat(rule))))
                .isEqualTo("repeat must come again, which " + rule + " does not after " + due);
    }

    @Test
    void aRuleThatIsThereAlreadyMayBeAtItsEnd() {
        made.amend(repeating("2026-06-01", "FREQ=DAILY;COUNT=2"), DONE);
        var last = made.amend(next(), title("last"), new Field.Repeat("FREQ=DAILY;COUNT=1"));
        made.make(new Edit.Replace(last.id(), List.of(title("the last"), new Field.Repeat("FREQ=DAILY;COUNT=1"))));
        assertThat(next().repeat()).isEqualTo("FREQ=DAILY;COUNT=1");
    }

    @Test
    void aRuleThatIsThereAlreadyIsKeptAndGoesOnThoughItWouldBeRefusedNow() {
        var entry = Entry.of(
                1,
                "plants",
                ListBeingMade.NOON,
                List.of(
                        title("plants"),
                        new Field.DueAt(Due.parse("2026-06-01")),
                        new Field.Repeat("FREQ=WEEKLY;BYDAY=1MO,WE")),
                1,
                ListBeingMade.NOON);
        made.make(new Edit.Receive(
                "elsewhere", List.of(new Change(1, ListBeingMade.NOON, "b", 0, new Change.MovedOut(entry, "here")))));
        made.amend(made.entry(1), title("flowers"), new Field.Repeat("FREQ=WEEKLY;BYDAY=1MO,WE"));
        made.amend(made.entry(1), new Field.Repeat("FREQ=DAILY"));
        made.undo(made.last().version());
        made.amend(made.entry(1), DONE);
        assertThat(next().due()).hasToString("2026-06-03");
        assertThat(next().repeat()).isEqualTo("FREQ=WEEKLY;BYDAY=1MO,WE");
    }

    @Test
    void aNextOneThatWasChangedWithinTheSameInstantIsNotTakenAway() {
        var entry = repeating("2026-06-01", "FREQ=DAILY");
        var part = made.add("part", new Field.Parent(entry.id()));
        made.amend(entry, DONE);
        var next = made.entry(part.id() + 1);
        made.amend(next, new Field.DueAt(Due.parse("2026-06-05")));
        made.amend(entry, OPEN);
        assertThat(made.titles()).containsExactly("plants", "part", "plants", "part");
    }

    @Test
    void whatWasLeftOutCountsToo() {
        made.amend(repeating("2026-05-30", "FREQ=DAILY;COUNT=9"), DONE);
        assertThat(next().due()).hasToString("2026-06-02");
        assertThat(next().repeat()).isEqualTo("FREQ=DAILY;COUNT=6");
    }

    @Test
    void afterCompletionIsCountedFromThatDay() {
        var from = new Field.Properties(Map.of(Recurrence.FROM, Recurrence.COMPLETION));
        made.amend(repeating("2026-05-20", "FREQ=DAILY;INTERVAL=3", from), DONE);
        assertThat(next().due()).hasToString("2026-06-04");
        assertThat(next().properties()).containsEntry(Recurrence.FROM, Recurrence.COMPLETION);
    }

    @Test
    void whichDayItIsIsSaidByWhoCompletes() {
        var entry = repeating(null, "FREQ=DAILY");
        made.make(new Edit.Amend(entry.id(), List.of(DONE), ZoneId.of("Pacific/Kiritimati")));
        assertThat(next().due()).hasToString("2026-06-03"); // it is 2:00 on 2 June there
    }

    @Test
    void theMomentOfTheCompletionCountsNotThatOfItsTelling() {
        made.amend(repeating("2026-05-20", "FREQ=DAILY"), new Field.CompletedAt(Instant.parse("2026-05-21T10:00:00Z")));
        assertThat(next().due()).hasToString("2026-05-22");
    }

    @Test
    void aTimeThatTheClocksSkipDoesNotDrift() {
        made.amend(repeating("2027-03-27T02:30+01:00[Europe/Berlin]", "FREQ=DAILY"), DONE);
        assertThat(next().due()).hasToString("2027-03-28T03:30+02:00[Europe/Berlin]");
        made.amend(next(), DONE);
        assertThat(next().due()).hasToString("2027-03-29T02:30+02:00[Europe/Berlin]");
    }

    @Test
    void whatIsPartOfItComesAgainToo() {
        var trip = repeating("2026-06-01", "FREQ=WEEKLY");
        var pack = made.add("pack", new Field.Parent(trip.id()), new Field.DueAt(Due.parse("2026-05-31T20:00")));
        var socks = made.add("socks", new Field.Parent(pack.id()), DONE);
        made.amend(trip, DONE);
        assertThat(made.titles()).containsExactly("plants", "pack", "socks", "plants", "pack", "socks");
        assertThat(made.list().completedCount()).isEqualTo(3);
        assertThat(made.entry(5).parent()).isEqualTo(4);
        assertThat(made.entry(5).due()).hasToString("2026-06-07T20:00");
        assertThat(made.entry(6).parent()).isEqualTo(5);
        assertThat(made.entry(socks.id()).parent()).isEqualTo(pack.id());
    }

    @Test
    void aPartThatRepeatsByItselfIsNotDoubled() {
        var week = repeating("2026-06-01", "FREQ=WEEKLY");
        var daily = made.add(
                "daily",
                new Field.Parent(week.id()),
                new Field.DueAt(Due.parse("2026-06-01")),
                new Field.Repeat("FREQ=DAILY"));
        made.amend(daily, DONE);
        made.amend(week, DONE);
        assertThat(made.list().all().stream().filter(entry -> entry.title().equals("daily") && !entry.completed()))
                .hasSize(1);
    }

    @Test
    void openingItAgainTakesTheNextOneAway() {
        var entry = repeating("2026-06-01", "FREQ=DAILY");
        var part = made.add("part", new Field.Parent(entry.id()));
        made.amend(entry, DONE);
        made.later(Duration.ofMinutes(1));
        made.amend(entry, OPEN);
        assertThat(made.titles()).containsExactly("plants", "part");
        assertThat(made.entry(1).fields()).isEqualTo(entry.fields());
        assertThat(made.entry(part.id()).fields()).isEqualTo(part.fields());
        made.amend(entry, DONE);
        assertThat(made.titles()).containsExactly("plants", "part", "plants", "part");
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void theNextOneStaysIfTheOpenedOneBecomesAPartOfItOrOfItsPart(long parent) {
        var entry = repeating("2026-06-01", "FREQ=DAILY");
        made.add("part", new Field.Parent(entry.id()));
        made.amend(entry, DONE);
        made.amend(entry, OPEN, new Field.Parent(parent));
        assertThat(made.titles()).containsExactly("plants", "part", "plants", "part");
        assertThat(made.entry(1).parent()).isEqualTo(parent);
    }

    @Test
    void undoTakesBackBothAsOneWhicheverOfThemIsTakenBack() {
        for (int which = 0; which < 2; which++) {
            var list = new ListBeingMade();
            var entry = list.add("bins", new Field.DueAt(Due.parse("2026-06-01")), new Field.Repeat("FREQ=WEEKLY"));
            list.amend(entry, DONE);
            list.later(Duration.ofMinutes(1));
            var undone = list.undo(2 + which);
            assertThat(list.titles()).containsExactly("bins");
            assertThat(list.entry(1).fields()).isEqualTo(entry.fields());
            assertThat(undone.changes().stream().map(Change::undoes)).containsExactlyInAnyOrder(2L, 3L);
        }
    }

    @Test
    void anUndoOfTheUndoCompletesItAgain() {
        var entry = repeating("2026-06-01", "FREQ=DAILY");
        made.amend(entry, DONE);
        made.later(Duration.ofMinutes(1));
        made.undo(2);
        made.undo(made.last().version());
        assertThat(made.titles()).containsExactly("plants", "plants");
        assertThat(made.list().completedCount()).isEqualTo(1);
    }

    @Test
    void aNextOneThatWasChangedIsNotTakenAway() {
        var entry = repeating("2026-06-01", "FREQ=DAILY");
        made.amend(entry, DONE);
        made.later(Duration.ofMinutes(1));
        made.amend(next(), title("flowers"));
        assertThat(made.refuse(new Edit.Undo(made.change(2))))
                .isEqualTo(new Refusal.NotUndoable(2, "the next one, entry 2, was changed since"));
        assertThat(made.refuse(new Edit.Undo(made.change(3)))).isInstanceOf(Refusal.Clashing.class);
        made.amend(entry, OPEN);
        assertThat(made.titles()).containsExactly("plants", "flowers");
    }

    @Test
    void whatIsAddedCompletedDoesNotComeAgain() {
        made.add("plants", new Field.Repeat("FREQ=DAILY"), DONE);
        assertThat(made.list().size()).isEqualTo(1);
    }

    @Test
    void completingAndEndingTheRuleInOneEditAddsNothing() {
        made.amend(repeating("2026-06-01", "FREQ=DAILY"), DONE, new Field.Repeat(""));
        assertThat(made.list().size()).isEqualTo(1);
    }
}
