package todo.list;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.NOON;
import static todo.list.ListBeingMade.title;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UndoTest {
    private final ListBeingMade made = new ListBeingMade();
    private final Entry milk = made.add("milk");

    private Refusal refuseUndoOf(long version) {
        return made.refuse(new Edit.Undo(made.change(version)));
    }

    private static Refusal notUndoable(long version, String reason) {
        return new Refusal.NotUndoable(version, reason);
    }

    @Test
    void anAddedEntryGoes() {
        made.undo(1);
        assertThat(made.list().size()).isZero();
        assertThat(made.last().undoes()).isEqualTo(1);
        assertThat(refuseUndoOf(1)).isEqualTo(notUndoable(1, "the entry is not in the list any more"));
    }

    @Test
    void anUndoIsUndone() {
        made.undo(1);
        made.undo(2);
        assertThat(made.entry(1)).isEqualTo(milk.at(3, made.now()));
        made.undo(3);
        assertThat(made.list().size()).isZero();
    }

    @Test
    void anAddedEntryThatWasEditedSinceStaysWithBothValuesSaid() {
        made.amend(milk, title("bread"));
        assertThat(refuseUndoOf(1))
                .isEqualTo(new Refusal.Clashing(1, List.of(new Refusal.Clash(title("milk"), title("bread")))));
    }

    @Test
    void anAddedEntryThatWasGivenSubtasksSinceStays() {
        made.add("fat free", new Field.Parent(1));
        assertThat(refuseUndoOf(1)).isEqualTo(notUndoable(1, "the entry was given subtasks since"));
        made.undo(2);
        made.undo(1);
        assertThat(made.list().size()).isZero();
    }

    @Test
    void aTitleThatWouldNotBeTakenTodayComesBack() {
        var before = milk.with(List.of(title("oat\tmilk")), NOON);
        made.make(new Edit.Undo(new Change(1, NOON, "tester", 0, new Change.Edited(before, milk))));
        assertThat(made.entry(1).title()).isEqualTo("oat\tmilk");
    }

    @Nested
    class OfAnEdit {
        private final Entry edited = made.amend(
                milk,
                title("bread"),
                new Field.Priority(1),
                new Field.Completed(true),
                new Field.Properties(Map.of("a", "1")));

        @Test
        void eachFieldIsAsItWas() {
            made.undo(2);
            assertThat(made.entry(1)).isEqualTo(milk.at(3, made.now()));
            assertThat(made.change(2).was())
                    .containsExactlyInAnyOrder(
                            title("milk"),
                            new Field.Priority(0),
                            new Field.CompletedAt(null),
                            new Field.Properties(Map.of()));
        }

        @Test
        void otherFieldsChangedLaterStayAsTheyAre() {
            made.amend(edited, new Field.Notes("fresh"));
            made.undo(2);
            assertThat(made.entry(1).title()).isEqualTo("milk");
            assertThat(made.entry(1).notes()).isEqualTo("fresh");
        }

        @Test
        void aFieldThatWasChangedAgainClashesWithBothValues() {
            made.amend(edited, title("eggs"), new Field.Notes("fresh"));
            assertThat(refuseUndoOf(2))
                    .isEqualTo(new Refusal.Clashing(2, List.of(new Refusal.Clash(title("bread"), title("eggs")))));
            made.undo(3);
            made.undo(2);
            assertThat(made.entry(1).title()).isEqualTo("milk");
        }

        @Test
        void itsUndoIsUndone() {
            made.undo(2);
            made.undo(3);
            assertThat(made.entry(1)).isEqualTo(edited.at(4, made.now()));
        }

        @Test
        void itCanNotBeUndoneOnceTheEntryIsGone() {
            made.make(new Edit.Remove(1));
            assertThat(refuseUndoOf(2)).isEqualTo(notUndoable(2, "the entry is not in the list any more"));
        }
    }

    @Test
    void aPartGoesBackUnderItsParentUnlessThatIsGone() {
        var part = made.add("fat free", new Field.Parent(1));
        made.amend(part, new Field.Parent(0));
        made.undo(3);
        assertThat(made.entry(2).parent()).isEqualTo(1);
        made.undo(4);
        made.make(new Edit.Remove(1));
        assertThat(refuseUndoOf(3)).isInstanceOf(Refusal.Invalid.class);
    }

    @Nested
    class OfARemoval {
        @Test
        void theEntryIsBackWithItsIdAndAllItHad() {
            made.amend(milk, new Field.Notes("fresh"), new Field.CompletedAt(NOON.minusSeconds(5)));
            var before = made.entry(1);
            made.make(new Edit.Remove(1));
            made.undo(3);
            assertThat(made.entry(1)).isEqualTo(before.at(4, made.now()));
            assertThat(made.undo(3).changes()).isEmpty();
        }

        @Test
        void aPartWhoseParentIsGoneStandsAlone() {
            made.add("fat free", new Field.Parent(1));
            made.make(new Edit.Remove(1));
            made.undo(3);
            assertThat(made.entry(2).parent()).isZero();
        }

        @Test
        void aUidThatIsUsedAgainIsInTheWay() {
            made.make(new Edit.Remove(1));
            made.add("milk");
            assertThat(refuseUndoOf(2)).isEqualTo(new Refusal.UidTaken("uid of milk", 2));
        }

        @Test
        void aDroppedListComesBackEntryByEntry() {
            made.make(new Edit.Drop());
            made.undo(3);
            assertThat(made.list().alive()).isTrue();
            made.undo(2);
            assertThat(made.titles()).containsExactly("milk");
            assertThat(made.undo(3).changes()).isEmpty();
        }
    }

    @Nested
    class OfAnEditOfSeveralChanges {
        private List<Change> made(Edit edit) {
            return made.make(edit).changes();
        }

        private void isTakenBackWhole(Edit edit) {
            var before = made.list().all();
            var changes = made(edit);
            var undo = made(Edit.Undo.of(changes));
            assertThat(undo)
                    .extracting(Change::undoes)
                    .containsExactlyInAnyOrderElementsOf(
                            changes.stream().map(Change::version).toList());
            assertThat(made.list().all())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version", "updatedAt")
                    .isEqualTo(before);
            assertThat(made.list().alive()).isTrue();
        }

        @Test
        void aTreeComesBackAsATreeWhereverItsEntriesStand() {
            made.add("fat free", new Field.Parent(1));
            made.add("above");
            made.amend(made.entry(1), new Field.Parent(3));
            isTakenBackWhole(new Edit.Remove(3));
            isTakenBackWhole(new Edit.Clear());
            isTakenBackWhole(new Edit.Drop());
        }

        @Test
        void entriesAreAddedAndChangedAndRemovedByOneEdit() {
            made.add("gone");
            isTakenBackWhole(new Edit.All(List.of(
                    ListBeingMade.adding("one"),
                    new Edit.Amend(3, List.of(new Field.Notes("fresh"))),
                    new Edit.Amend(1, List.of(new Field.Parent(3))),
                    new Edit.Add("uid of two", 0, null, List.of(title("two"), new Field.Parent(3))),
                    new Edit.Describe(new ListProperties("Shopping", "", 0)),
                    new Edit.Remove(2))));
        }

        @Test
        void aRestoreIsTakenBack() {
            var then = made.list();
            made.add("fat free", new Field.Parent(1));
            made.make(new Edit.Remove(1));
            made.add("eggs");
            isTakenBackWhole(GoingBack.plan(made.list(), then, Set.of(), Set.of()));
        }

        @Test
        void theCompletionOfARepeatingTreeIsTakenBack() {
            made.amend(milk, new Field.Repeat("FREQ=DAILY"), new Field.DueAt(Due.parse("2026-11-22")));
            made.add("fat free", new Field.Parent(1));
            var before = made.list().all();
            var completed = made(new Edit.Amend(1, List.of(new Field.Completed(true))));
            var undo = made(Edit.Undo.of(completed));
            assertThat(undo).extracting(Change::undoes).hasSameSizeAs(completed).doesNotHaveDuplicates();
            assertThat(made.list().all())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version", "updatedAt")
                    .isEqualTo(before);
            assertThat(made(Edit.Undo.of(completed))).isEmpty();
        }

        @Test
        void aFieldThatIsBackAlreadyIsNotInTheWay() {
            made.amend(milk, title("bread"), new Field.Priority(1));
            var edited = List.of(made.last());
            made.amend(made.entry(1), title("milk"));
            made(Edit.Undo.of(edited));
            assertThat(made.entry(1).priority()).isZero();
            assertThat(made(Edit.Undo.of(edited))).isEmpty();
        }

        @Test
        void nothingIsTakenBackWhereAPartCanNotBe() {
            var changes = made(new Edit.All(List.of(ListBeingMade.adding("one"), ListBeingMade.adding("two"))));
            made.amend(made.entry(2), title("other"));
            long version = made.list().version();
            assertThat(made.refuse(Edit.Undo.of(changes))).isInstanceOf(Refusal.Clashing.class);
            assertThat(made.list().version()).isEqualTo(version);
        }
    }

    @Nested
    class OfADescription {
        private final ListProperties shopping = new ListProperties("Shopping", "#00ff00", 2);
        private final long described =
                made.make(new Edit.Describe(shopping)).list().version();

        @Test
        void thePropertiesAreAsTheyWere() {
            made.undo(described);
            assertThat(made.list().properties()).isEqualTo(ListProperties.NONE);
            made.undo(made.list().version());
            assertThat(made.list().properties()).isEqualTo(shopping);
        }

        @Test
        void propertiesThatWereChangedAgainStay() {
            made.make(new Edit.Describe(new ListProperties("Other", "", 0)));
            assertThat(refuseUndoOf(described))
                    .isEqualTo(notUndoable(described, "the list's properties were changed again since"));
        }
    }

    @Test
    void aMoveIsNotUndoneHere() {
        var sent = made.make(new Edit.Send(1, "bob")).changes();
        assertThat(refuseUndoOf(2)).isEqualTo(notUndoable(2, "the entry moved between lists; move it back"));
        var other = new ListBeingMade();
        other.make(new Edit.Receive("ann", sent));
        assertThat(other.refuse(new Edit.Undo(other.change(1)))).isInstanceOf(Refusal.NotUndoable.class);
    }
}
