package todo.list;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;
import static todo.list.ListBeingMade.amending;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final ListBeingMade made = new ListBeingMade();
    private final Entry party = made.add("party");
    private final Entry food = made.add("food", new Field.Parent(party.id()));
    private final Entry cake = made.add("cake", new Field.Parent(food.id()));

    private static Field under(Entry entry) {
        return new Field.Parent(entry.id());
    }

    @Test
    void removingAnEntryRemovesItsParts() {
        made.add("work");
        var removed = made.make(new Edit.Remove(party.id()));
        assertThat(made.titles()).containsExactly("work");
        assertThat(removed.changes())
                .extracting(Change::what)
                .containsExactly(new Change.Removed(cake), new Change.Removed(food), new Change.Removed(party));
    }

    @Test
    void anEntryCanNotBeAPartOfItself() {
        String problem = "parent must not be the entry itself or a part of it";
        assertThat(made.invalid(amending(party, under(party)))).isEqualTo(problem);
        assertThat(made.invalid(amending(party, under(cake)))).isEqualTo(problem);
    }

    @Test
    void aParentMustBeInTheList() {
        assertThat(made.invalid(adding("x", new Field.Parent(9)))).contains("there is no 9");
        assertThat(made.invalid(adding("x", new Field.Parent(4)))).contains("there is no 4");
        assertThat(made.invalid(adding("x", new Field.Parent(-1)))).contains("there is no -1");
    }

    @Test
    void partsGoThirtyStepsDeep() {
        var above = cake;
        for (int depth = 3; depth <= 30; depth++) {
            above = made.add("step " + depth, under(above));
        }
        assertThat(made.invalid(adding("too deep", under(above)))).isEqualTo("parent must be at most 30 steps deep");
    }

    @Test
    void whatIsMovedWithItsPartsIsNotTooDeepEither() {
        var above = made.add("top");
        for (int depth = 1; depth <= 28; depth++) {
            above = made.add("step " + depth, under(above));
        }
        assertThat(made.invalid(amending(party, under(above)))).isEqualTo("parent must be at most 30 steps deep");
        assertThat(made.amend(food, under(above)).parent()).isEqualTo(above.id());
    }

    @Test
    void whatIsPutBackWhereItsPlaceHasComeToLieTooDeepIsAPartOfNothing() {
        var above = made.add("top");
        for (int depth = 1; depth <= 29; depth++) {
            above = made.add("step " + depth, under(above));
        }
        var shelf = made.add("shelf");
        var book = made.add("book", under(shelf));
        made.make(new Edit.Remove(book.id()));
        made.amend(shelf, under(above));
        made.undo(made.last().version() - 1);
        assertThat(made.entry(book.id()).parent()).isZero();
    }

    @Nested
    class MovedToAnotherList {
        private final List<Change> sent =
                made.make(new Edit.Send(party.id(), "bob")).changes();
        private final ListBeingMade other = new ListBeingMade();

        @Test
        void theyLeaveTogetherEachBehindItsParent() {
            assertThat(made.list().size()).isZero();
            assertThat(sent)
                    .extracting(Change::what)
                    .containsExactly(
                            new Change.MovedOut(party, "bob"),
                            new Change.MovedOut(food, "bob"),
                            new Change.MovedOut(cake, "bob"));
        }

        @Test
        void theyArriveTogetherWithNewIdsAndTheSameUids() {
            other.add("there before");
            var received = other.make(new Edit.Receive("ann", sent));
            assertThat(received.entries()).extracting(Entry::id).containsExactly(2L, 3L, 4L);
            assertThat(received.entries()).extracting(Entry::parent).containsExactly(0L, 2L, 3L);
            assertThat(received.entries())
                    .extracting(Entry::uid)
                    .containsExactly("uid of party", "uid of food", "uid of cake");
            assertThat(received.entries()).extracting(Entry::order).isSorted();
            assertThat(received.changes().getFirst().what())
                    .isEqualTo(new Change.MovedIn(
                            other.entry(2), "ann", sent.getFirst().version()));
        }

        @Test
        void noneArrivesIfOneCanNot() {
            other.add("cake");
            assertThat(other.refuse(new Edit.Receive("ann", sent))).isEqualTo(new Refusal.UidTaken("uid of cake", 1));
            assertThat(other.titles()).containsExactly("cake");
        }

        @Test
        void theyComeBackAsTheyWere() {
            made.add("new meanwhile");
            made.make(new Edit.Return(sent));
            assertThat(made.entry(1).title()).isEqualTo("party");
            assertThat(made.entry(3).parent()).isEqualTo(2);
            assertThat(made.entry(2).order()).isEqualTo(food.order());
            assertThat(made.titles()).containsExactly("party", "food", "cake", "new meanwhile");
            assertThat(made.last().undoes()).isEqualTo(sent.getLast().version());
        }

        @Test
        void theyDoNotComeBackTwice() {
            made.make(new Edit.Return(sent));
            assertThat(made.refuse(new Edit.Return(sent))).isEqualTo(new Refusal.UidTaken("uid of party", 1));
        }
    }

    @Test
    void onlyThePartLeavesIfOnlyThePartIsSent() {
        var sent = made.make(new Edit.Send(food.id(), "bob")).changes();
        assertThat(made.titles()).containsExactly("party");
        var other = new ListBeingMade();
        assertThat(other.make(new Edit.Receive("ann", sent)).entries())
                .extracting(Entry::parent)
                .containsExactly(0L, 1L);
    }

    @Test
    void partsThatComeBackToNoParentStandAlone() {
        var sent = made.make(new Edit.Send(food.id(), "bob")).changes();
        made.make(new Edit.Remove(party.id()));
        made.make(new Edit.Return(sent));
        assertThat(made.entry(food.id()).parent()).isZero();
        assertThat(made.entry(cake.id()).parent()).isEqualTo(food.id());
    }

    @Test
    void partsKeepTheirOrderWhenTheyMove() {
        made.add("drinks", under(party), new Field.Order(0.5));
        var sent = made.make(new Edit.Send(party.id(), "bob")).changes();
        var other = new ListBeingMade();
        other.make(new Edit.Receive("ann", sent));
        var inOrder = new ArrayList<String>();
        for (var entry : java.util.Objects.requireNonNull(other.list().select(Query.ALL))) {
            inOrder.add(entry.title());
        }
        assertThat(inOrder).containsSubsequence("drinks", "food");
    }
}
