package todo.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.NOON;
import static todo.list.ListBeingMade.adding;
import static todo.list.ListBeingMade.amending;
import static todo.list.ListBeingMade.title;
import static todo.list.SomeEdits.some;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EditTest {
    private final ListBeingMade made = new ListBeingMade();

    @Test
    void entriesGetTheirIdsFromOneOn() {
        assertThat(made.add("milk").id()).isEqualTo(1);
        assertThat(made.add("bread").id()).isEqualTo(2);
        assertThat(made.list().version()).isEqualTo(2);
        assertThat(made.list().alive()).isTrue();
    }

    @Test
    void anEntryBeginsWithWhatIsSaidOfItAndNothingElse() {
        var due = new Due.Day(LocalDate.of(2026, 12, 24));
        var entry = made.add("milk", new Field.DueAt(due), new Field.Priority(3));
        assertThat(entry)
                .isEqualTo(new Entry(
                        1,
                        "uid of milk",
                        "milk",
                        due,
                        "",
                        null,
                        3,
                        List.of(),
                        1,
                        0,
                        "",
                        null,
                        Map.of(),
                        1,
                        made.now(),
                        made.now()));
        assertThat(made.list().entry("uid of milk")).isEqualTo(entry);
    }

    @Test
    void anImportBringsItsOwnIdsAndTimes() {
        var past = Instant.parse("2001-01-01T00:00:00Z");
        made.make(new Edit.Add("u", 40, past, List.of(title("old"))));
        assertThat(made.entry(40).createdAt()).isEqualTo(past);
        assertThat(made.add("new").id()).isEqualTo(41);
        assertThat(made.invalid(new Edit.Add("v", 40, null, List.of(title("twice")))))
                .startsWith("id must be");
        assertThat(made.invalid(new Edit.Add("v", -1, null, List.of(title("negative")))))
                .startsWith("id must be");
    }

    @Test
    void anIdSoHighThatNoneCouldFollowIsRefused() {
        assertThat(made.invalid(new Edit.Add("u", Long.MAX_VALUE, null, List.of(title("last")))))
                .startsWith("id must be");
    }

    @Test
    void anEntryWithoutATitleIsRefused() {
        assertThat(made.invalid(new Edit.Add("u", 0, null, List.of()))).isEqualTo("title must not be blank");
        assertThat(made.list().version()).isZero();
    }

    @Test
    void aUidIsUniqueInItsList() {
        made.add("milk");
        assertThat(made.refuse(adding("milk"))).isEqualTo(new Refusal.UidTaken("uid of milk", 1));
    }

    @Test
    void aListTakesAHundredThousandEntriesAndNoMore() {
        var entries = new ArrayList<Entry>();
        for (int id = 1; id < TodoList.MAX_ENTRIES; id++) {
            entries.add(Entry.blank(id, "u" + id, id, NOON).with(List.of(title("t")), NOON));
        }
        var list = TodoList.of(99_999, NOON, 99_999, true, ListProperties.NONE, entries);
        var full = list.apply(adding("last"), List.of(), "tester", NOON);
        assertThat(full).isInstanceOf(Result.Changed.class);
        assertThat(((Result.Changed) full).list().apply(adding("one more"), List.of(), "tester", NOON))
                .isEqualTo(new Result.Refused(new Refusal.Full(100_000)));
    }

    @Test
    void aRuleThatIsTooLongIsRefusedUnread() {
        String rule = "FREQ=YEARLY;BYYEARDAY=" + "1,".repeat(500_000) + "1";
        assertThat(made.invalid(adding("long", new Field.Repeat(rule))))
                .isEqualTo("repeat must be at most 1,000 characters long, not " + rule.length());
    }

    @Test
    void aListTakesSixtyFourMebibytesOfTextAndNoMore() {
        var notes = new Field.Notes("x".repeat(60_000));
        var entries = new ArrayList<Entry>();
        for (int id = 1; id <= (64 << 20) / 60_010; id++) {
            entries.add(Entry.blank(id, "u" + id, id, NOON).with(List.of(title("t"), notes), NOON));
        }
        var list = TodoList.of(entries.size(), NOON, entries.size(), true, ListProperties.NONE, entries);
        int rest = Math.toIntExact((64 << 20) - list.bytes());
        var filling = adding("short", new Field.Notes("y".repeat(rest - 100)));
        var nearlyFull = ((Result.Changed) list.apply(filling, List.of(), "tester", NOON)).list();
        var tooMuch = new Refusal.TooMuchText(64 << 20);
        assertThat(nearlyFull.apply(adding("long", notes), List.of(), "tester", NOON))
                .isEqualTo(new Result.Refused(tooMuch));
        var wide = new Edit.Amend(1, List.of(new Field.Notes("ё".repeat(30_100))));
        assertThat(nearlyFull.apply(wide, List.of(), "tester", NOON))
                .as("two bytes for each character")
                .isEqualTo(new Result.Refused(tooMuch));
        var shorter = (Result.Changed)
                nearlyFull.apply(new Edit.Amend(1, List.of(new Field.Notes(""))), List.of(), "tester", NOON);
        assertThat(shorter.list().apply(adding("long", notes), List.of(), "tester", NOON))
                .isInstanceOf(Result.Changed.class);
    }

    @Nested
    class OfAnEntry {
        private final Entry milk = made.add(
                "milk",
                new Field.Notes("fresh"),
                new Field.Tags(List.of("shop")),
                new Field.Properties(Map.of("X-A", "1", "X-B", "2")));

        @Test
        void whatIsNotNamedStaysAsItIs() {
            made.later(Duration.ofMinutes(1));
            var amended = made.amend(milk, title("oat milk"));
            assertThat(amended)
                    .isEqualTo(milk.with(List.of(title("oat milk")), made.now()).at(2, made.now()));
            assertThat(amended.notes()).isEqualTo("fresh");
            assertThat(amended.createdAt()).isEqualTo(NOON);
            assertThat(made.last().what()).isEqualTo(new Change.Edited(milk, amended));
        }

        @Test
        void whatIsSoAlreadyIsNoChange() {
            var same = made.make(amending(milk, title("milk"), new Field.Completed(false)));
            assertThat(same.changes()).isEmpty();
            assertThat(same.entries()).containsExactly(milk);
            assertThat(made.list().version()).isEqualTo(1);
        }

        @Test
        void whatIsNotThereCanNotBeChanged() {
            assertThat(made.refuse(new Edit.Amend(9, List.of(title("x"))))).isEqualTo(new Refusal.NoSuchEntry(9));
            assertThat(made.refuse(new Edit.Replace(9, List.of(title("x"))))).isEqualTo(new Refusal.NoSuchEntry(9));
            assertThat(made.refuse(new Edit.Remove(9))).isEqualTo(new Refusal.NoSuchEntry(9));
            assertThat(made.refuse(new Edit.Send(9, "bob"))).isEqualTo(new Refusal.NoSuchEntry(9));
        }

        @Test
        void completingItRemembersWhenAndDoingItAgainDoesNot() {
            made.later(Duration.ofMinutes(1));
            var completed = made.amend(milk, new Field.Completed(true));
            assertThat(completed.completedAt()).isEqualTo(NOON.plusSeconds(60));
            assertThat(made.list().completedCount()).isEqualTo(1);
            assertThat(made.list().openCount()).isZero();
            made.later(Duration.ofMinutes(1));
            assertThat(made.make(amending(completed, new Field.Completed(true))).changes())
                    .isEmpty();
            assertThat(made.amend(completed, new Field.Completed(false)).completedAt())
                    .isNull();
            assertThat(made.list().openCount()).isEqualTo(1);
        }

        @Test
        void theTimeOfCompletionCanBeSaid() {
            var before = NOON.minusSeconds(3_600);
            assertThat(made.amend(milk, new Field.CompletedAt(before)).completedAt())
                    .isEqualTo(before);
            assertThat(made.amend(milk, new Field.Completed(true)).completedAt())
                    .isEqualTo(before);
            assertThat(made.amend(milk, new Field.CompletedAt(null)).completed())
                    .isFalse();
        }

        @Test
        void propertiesAreMergedOrReplaced() {
            made.amend(milk, some("X-A", null));
            assertThat(made.amend(milk, some("X-C", "3")).properties()).isEqualTo(Map.of("X-B", "2", "X-C", "3"));
            assertThat(made.amend(milk, new Field.Properties(Map.of("X-D", "4")))
                            .properties())
                    .isEqualTo(Map.of("X-D", "4"));
        }

        @Test
        void replacingKeepsItsPlaceUidAndBirthAndNothingElse() {
            made.add("bread");
            made.later(Duration.ofMinutes(1));
            var replaced = made.make(new Edit.Replace(1, List.of(title("oat milk"), new Field.Priority(1))))
                    .entries()
                    .getFirst();
            assertThat(replaced)
                    .isEqualTo(Entry.blank(1, milk.uid(), milk.order(), NOON)
                            .with(List.of(title("oat milk"), new Field.Priority(1)), NOON)
                            .at(3, made.now()));
        }

        @Test
        void replacingACompletedEntryByACompletedOneKeepsTheTime() {
            made.amend(milk, new Field.Completed(true));
            made.later(Duration.ofMinutes(1));
            made.make(new Edit.Replace(1, List.of(title("oat milk"), new Field.Completed(true))));
            assertThat(made.entry(1).completedAt()).isEqualTo(NOON);
            made.make(new Edit.Replace(1, List.of(title("oat milk"))));
            assertThat(made.entry(1).completed()).isFalse();
        }

        @Test
        void replacingWithoutATitleIsRefused() {
            assertThat(made.invalid(new Edit.Replace(1, List.of(new Field.Notes("x")))))
                    .isEqualTo("title must not be blank");
        }

        @Test
        void aRemovedIdIsNeverGivenAgain() {
            made.make(new Edit.Remove(1));
            assertThat(made.last().what()).isEqualTo(new Change.Removed(milk));
            assertThat(made.list().size()).isZero();
            assertThat(made.add("bread").id()).isEqualTo(2);
        }

        @Test
        void anEditMeantForAnotherVersionIsRefusedWithTheOneThatIsThere() {
            var edit = amending(milk, title("x"));
            made.amend(milk, new Field.Priority(2));
            assertThat(made.refuse(edit, List.of(1L))).isEqualTo(new Refusal.Stale(2, made.entry(1)));
            assertThat(made.list().apply(edit, List.of(1L, 2L), "tester", NOON)).isInstanceOf(Result.Changed.class);
            assertThat(made.refuse(new Edit.Remove(9), List.of(1L))).isEqualTo(new Refusal.NoSuchEntry(9));
        }

        @Test
        void anEditOfTheListIsMeantForTheListsVersion() {
            made.amend(milk, new Field.Priority(2));
            assertThat(made.refuse(new Edit.Clear(), List.of(1L))).isEqualTo(new Refusal.Stale(2, null));
            assertThat(made.list().apply(new Edit.Clear(), List.of(2L), "tester", NOON))
                    .isInstanceOf(Result.Changed.class);
        }
    }

    @Test
    void severalEditsAreMadeTogetherOrNotAtAll() {
        var both = made.make(new Edit.All(List.of(adding("milk"), adding("bread"))));
        assertThat(both.entries()).extracting(Entry::title).containsExactly("milk", "bread");
        assertThat(made.refuse(new Edit.All(List.of(adding("eggs"), new Edit.Remove(9)))))
                .isEqualTo(new Refusal.NoSuchEntry(9));
        assertThat(made.titles()).containsExactly("milk", "bread");
    }

    @Test
    void aMoveBetweenListsIsNotOneOfSeveralEdits() {
        assertThatThrownBy(() -> new Edit.All(List.of(new Edit.Send(1, "bob"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void clearingRemovesEveryEntryByAChangeOfItsOwn() {
        made.add("milk");
        made.add("bread");
        assertThat(made.make(new Edit.Clear()).changes()).hasSize(2);
        assertThat(made.list().size()).isZero();
        assertThat(made.list().alive()).isTrue();
        assertThat(made.make(new Edit.Clear()).changes()).isEmpty();
    }

    @Test
    void aDroppedListIsGoneUntilSomethingIsDoneToIt() {
        made.add("milk");
        made.make(new Edit.Drop());
        assertThat(made.list().alive()).isFalse();
        assertThat(made.list().size()).isZero();
        assertThat(made.make(new Edit.Drop()).changes()).isEmpty();
        assertThat(made.add("bread").id()).isEqualTo(2);
        assertThat(made.list().alive()).isTrue();
    }

    @Test
    void aListIsDescribedOnceForTheSameProperties() {
        var properties = new ListProperties("Einkäufe 🛒", "#33aaCC", -1.5);
        made.make(new Edit.Describe(properties));
        assertThat(made.list().properties()).isEqualTo(properties);
        assertThat(made.make(new Edit.Describe(properties)).changes()).isEmpty();
        assertThat(made.invalid(new Edit.Describe(new ListProperties("", "red", 0))))
                .isEqualTo("colour must be like #3366cc");
        assertThat(made.invalid(new Edit.Describe(new ListProperties("", "", Double.NaN))))
                .isEqualTo("order must be a finite number");
        assertThat(made.invalid(new Edit.Describe(new ListProperties("x".repeat(1_001), "", 0))))
                .startsWith("title must be");
    }

    @Test
    void aClockThatGoesBackDoesNotTakeTheHistoryWithIt() {
        made.add("milk");
        made.later(Duration.ofHours(-1));
        made.add("bread");
        assertThat(made.last().at()).isEqualTo(NOON);
    }

    @Test
    void aNewListIsAliveOnceItIsDescribedWithNothing() {
        made.make(new Edit.Describe(ListProperties.NONE));
        assertThat(made.list().alive()).isTrue();
        assertThat(made.list().version()).isEqualTo(1);
    }
}
