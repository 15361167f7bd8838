package todo.prove;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Entry;
import todo.prove.Ledger.State;

/// The checker itself: it says nothing of what is as it should be, and complains of whatever was doctored.
class AccountsTest extends KeptAccounts {
    private void check() {
        Accounts.check(ledger.lines(), seen());
    }

    private void complains(String of) {
        complains(this::check, of);
    }

    private static void complains(ThrowingCallable check, String of) {
        assertThatThrownBy(check).isInstanceOf(Lost.class).hasMessageContaining(of);
    }

    private static Change numbered(Change change, long version) {
        var what = change.what() instanceof Change.Edited(var before, var entry)
                ? new Change.Edited(before, entry.at(version, entry.updatedAt()))
                : change.what();
        return new Change(version, change.at(), change.by(), change.undoes(), what);
    }

    @Test
    void whatIsAsItShouldBeIsNotComplainedOf() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void anAcknowledgedChangeThatIsNotThere() {
        made(new Deed.Add("a", List.of("u9")), 8);
        complains("\"add u9 to a\" was acknowledged 1 times and left open 0 times, and was done 0 times");
    }

    @Test
    void anAcknowledgedChangeWhoseListIsNotThere() {
        made(new Deed.Add("c", List.of("u9")), 1);
        complains("add u9 to c");
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void anAcknowledgedRemovalUndoMoveOrDropThatIsNotThere(Deed deed, String effect) {
        made(deed, 0);
        complains("\"" + effect + "\" was acknowledged 1 times and left open 0 times, and was done 0 times");
    }

    static Stream<Arguments> deeds() {
        return Stream.of(
                Arguments.of(new Deed.Remove("a", 1), "remove 1 from a"),
                Arguments.of(new Deed.Undo("a", 1), "undo 1 of a"),
                Arguments.of(new Deed.Move("a", 1, "b"), "move u1 from a to b"),
                Arguments.of(new Deed.Undo("a", 5), "move u2 from b to a"),
                Arguments.of(new Deed.Drop("a"), "drop a"));
    }

    @Test
    void aRequestThatWasAcknowledgedAndThenRefused() {
        var line = asked(new Deed.Remove("a", 1), State.MADE, 0);
        complains(() -> line.answer(State.REFUSED, 0, System.nanoTime()), "sent again, it was answered REFUSED");
    }

    @Test
    void aRequestThatWasToldTwoVersions() {
        var line = asked(new Deed.Edit("a", 1, "m2", false), State.MADE, 8);
        complains(() -> line.answer(State.MADE, 9, System.nanoTime()), "sent again, it was answered MADE 9");
    }

    @Test
    void aRequestThatWasRefusedMayBeMadeLater() {
        var line = asked(new Deed.Edit("a", 1, "m2", false), State.REFUSED, 0);
        apply("a", edit(1, "m2"));
        line.answer(State.MADE, 8, System.nanoTime());
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void aGapInTheHistory() {
        history("a").remove(3);
        complains(() -> new Seen(history("a"), List.of()).check("a"), "has 5 where 4 is due");
    }

    @Test
    void aRequestThatHadTwoEffects() {
        asked(new Deed.Edit("a", 1, "m2", false), State.OPEN, 0);
        apply("a", edit(1, "m2"));
        assertThatCode(this::check).doesNotThrowAnyException();
        apply("a", edit(1, "m3"));
        var twice = history("a");
        var second = numbered(twice.get(7), 9);
        twice.set(8, new Change(9, second.at(), "owner", 0, new Change.Edited(entry(twice.get(7)), entry(second))));
        complains("\"edit m2 in a\" was acknowledged 0 times and left open 1 times, and was done 2 times");
    }

    @Test
    void anAcknowledgedRemovalThatWasDoneAgain() {
        apply("a", new Edit.Undo(history("a").get(6)));
        made(new Deed.Undo("a", 7), 8);
        assertThatCode(this::check).doesNotThrowAnyException();
        apply("a", new Edit.Remove(3));
        complains("\"remove 3 from a\" was acknowledged 1 times");
    }

    @Test
    void anUndoOfSeveralChangesIsOneEffectHoweverOftenItIsUndone() {
        var changes = apply("a", new Edit.All(List.of(add("u10"), add("u11"))));
        made(new Deed.Add("a", List.of("u10", "u11")), 0);
        for (int i = 0; i < 60; i++) {
            long undone = changes.get(i % 2).version();
            changes = apply("a", Edit.Undo.of(changes));
            made(new Deed.Undo("a", undone), changes.getLast().version());
        }
        assertThatCode(this::check).doesNotThrowAnyException();
        made(new Deed.Undo("a", 9), 0);
        complains("\"undo 8 of a\" was acknowledged 2 times and left open 0 times, and was done 1 times");
    }

    @Test
    void aChangeThatNobodyAskedFor() {
        apply("a", edit(1, "m9"));
        complains("\"edit m9 in a\" was acknowledged 0 times and left open 0 times, and was done 1 times");
    }

    @Test
    void aRefusedRequestThatHadAnEffect() {
        apply("a", edit(1, "m9"));
        asked(new Deed.Edit("a", 1, "m9", false), State.REFUSED, 0);
        complains("edit m9 in a");
    }

    @Test
    void anUnansweredRequestMayHaveAnEffectOrNone() {
        apply("a", edit(1, "m9"));
        asked(new Deed.Edit("a", 1, "m9", false), State.OPEN, 0);
        asked(new Deed.Edit("a", 1, "m10", false), State.OPEN, 0);
        asked(new Deed.Add("a", List.of("u10", "u11")), State.OPEN, 0);
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void anUnansweredRequestThatIsHalfDone() {
        asked(new Deed.Add("a", List.of("u10", "u11")), State.OPEN, 0);
        apply("a", add("u10"));
        complains("only a part is there");
    }

    @Test
    void aListThatIsHalfDropped() {
        apply("a", add("u10"));
        made(new Deed.Add("a", List.of("u10")), 8);
        asked(new Deed.Drop("a"), State.OPEN, 0);
        assertThatCode(this::check).doesNotThrowAnyException();
        apply("a", new Edit.Remove(1));
        complains("remove 1 from a");
    }

    @Test
    void aListMayBeDroppedWholeWhoeverElseRemovesItsEntries() {
        apply("a", add("u10"));
        made(new Deed.Add("a", List.of("u10")), 8);
        apply("a", new Edit.Drop());
        made(new Deed.Drop("a"), 0);
        asked(new Deed.Remove("a", 4), State.OPEN, 0); // in vain: it went with the list
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void changesInAnotherOrderThanTheyWereAcknowledged() {
        var first = asked(new Deed.Edit("a", 1, "m2", false), State.MADE, 0);
        var second = asked(new Deed.Edit("a", 1, "m3", false), State.MADE, 0);
        apply("a", edit(1, "m3"));
        apply("a", edit(1, "m2"));
        complains(second + " is change 8, before " + first + ", change 9");
    }

    @Test
    void changesAtOnceMayComeInAnyOrder() {
        var first = asked(new Deed.Edit("a", 1, "m2", false), State.OPEN, 0);
        var second = asked(new Deed.Edit("a", 1, "m3", false), State.OPEN, 0);
        first.answer(State.MADE, 9, System.nanoTime());
        second.answer(State.MADE, 8, System.nanoTime());
        apply("a", edit(1, "m3"));
        apply("a", edit(1, "m2"));
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void aChangeThatIsNotTheOneItWasToldToBe() {
        apply("a", edit(1, "m2"));
        made(new Deed.Edit("a", 1, "m2", false), 7);
        complains("was told 7, and is change 8");
    }

    @Test
    void anEntryThatIsMissingOrTooMany() {
        var seen = replayed(history("b"));
        complains(() -> new Seen(seen.history(), List.of()).check("b"), "the entries of b are []");
        var entries = new ArrayList<>(requireNonNull(seen.entries()));
        entries.add(Entry.blank(9, "u9", 9, NOON));
        complains(() -> new Seen(seen.history(), entries).check("b"), "the entries of b are ");
        complains(() -> new Seen(seen.history(), null).check("b"), "b is gone");
    }

    @Test
    void anEntryThatIsInTwoLists() {
        apply("c", add("u2"));
        made(new Deed.Add("c", List.of("u2")), 1);
        complains("the entry u2 is in ");
    }

    @Test
    void anEntryThatDidNotArrive() {
        apply("a", new Edit.Send(1, "b"));
        made(new Deed.Move("a", 1, "b"), 0);
        complains("lost on their way from list to list");
    }

    @Test
    void anEntryThatArrivedTwice() {
        var sent = history("a").get(4);
        apply("c", new Edit.Receive("a", List.of(sent)));
        complains("");
    }

    @Test
    void aHistoryThatIsAnotherThanItWas() {
        var before = replayed(history("a"));
        var cut = replayed(before.history().subList(0, 5));
        complains(() -> cut.checkAfter("a", before), "the history of a is another than it was");
        assertThatCode(() -> before.checkAfter("a", cut)).doesNotThrowAnyException();
        assertThatCode(() -> before.checkAfter("a", null)).doesNotThrowAnyException();
    }

    @Test
    void anEditOfWhatWasNotThere() {
        var history = new ArrayList<>(history("a"));
        var last = history.removeLast();
        history.add(new Change(7, last.at(), "owner", 0, new Change.Removed(Entry.blank(3, "u3", 9, NOON))));
        complains(() -> new Seen(history, List.of()).check("a"), "change 7 of a takes away");
    }
}
