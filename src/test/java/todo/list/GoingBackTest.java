package todo.list;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.NOON;
import static todo.list.ListBeingMade.adding;
import static todo.list.ListBeingMade.amending;
import static todo.list.ListBeingMade.title;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GoingBackTest {
    private final ListBeingMade made = new ListBeingMade();

    /// What people see of a list: by uid, each entry's fields, and which entry it is a part of.
    private static Map<String, List<Object>> seen(TodoList list) {
        Map<String, List<Object>> seen = new TreeMap<>();
        for (var entry : list.all()) {
            var parent = list.entry(entry.parent());
            var fields = new ArrayList<Object>(entry.as(0, 0, entry.order()).fields());
            fields.add(parent == null ? "none" : parent.uid());
            seen.put(entry.uid(), fields);
        }
        return seen;
    }

    private static TodoList back(TodoList now, TodoList then, Set<String> out, Set<String> in) {
        var result = now.apply(GoingBack.plan(now, then, out, in), List.of(), "tester", Instant.EPOCH);
        assertThat(result).isInstanceOf(Result.Changed.class);
        return ((Result.Changed) result).list();
    }

    @Property(tries = 300)
    void anyListGoesBackToAnyOfItsVersionsAndForthAgain(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int edits, @ForAll @IntRange(max = 79) int to) {
        var some = new SomeEdits(seed);
        var list = TodoList.EMPTY;
        var changes = new ArrayList<Change>();
        var versions = new ArrayList<>(List.of(list));
        for (int i = 0; i < edits; i++) {
            if (list.apply(some.next(list, changes), List.of(), "tester", NOON)
                    instanceof Result.Changed(var after, var made, var _)) {
                for (var change : made) {
                    list = list.with(change);
                    versions.add(list);
                }
                changes.addAll(made);
                assertThat(list.version()).isEqualTo(after.version());
            }
        }
        var then = versions.get(Math.min(to, versions.size() - 1));
        var restored = back(list, then, Set.of(), Set.of());
        assertThat(seen(restored)).isEqualTo(seen(then));
        assertThat(restored.properties()).isEqualTo(then.properties());
        assertThat(restored.alive()).isTrue();
        assertThat(seen(back(restored, list, Set.of(), Set.of()))).isEqualTo(seen(list));
    }

    @Test
    void aListThatIsAsItWasIsNotChanged() {
        made.add("milk");
        var edit = GoingBack.plan(made.list(), made.list(), Set.of(), Set.of());
        assertThat(made.make(edit).changes()).isEmpty();
    }

    @Test
    void whatMovedSinceStaysWhereItIs() {
        var milk = made.add("milk");
        var then = made.list();
        made.make(new Edit.Send(milk.id(), "elsewhere"));
        made.make(new Edit.Receive(
                "elsewhere",
                List.of(new Change(
                        1, NOON, "b", 0, new Change.MovedOut(Entry.blank(7, "uid of bread", 0, NOON), "here")))));
        var result = back(made.list(), then, Set.of(milk.uid()), Set.of("uid of bread"));
        assertThat(result.entry(milk.uid())).isNull();
        assertThat(result.entry("uid of bread")).isNotNull();
    }

    @Test
    void whatIsAddedOrRemovedMeanwhileStaysSo() {
        var milk = made.add("milk");
        var bread = made.add("bread");
        var then = made.list();
        made.amend(bread, title("white bread"));
        var edit = GoingBack.plan(made.list(), then, Set.of(), Set.of());
        made.make(new Edit.Remove(milk.id()));
        made.add("butter");
        made.make(edit);
        assertThat(made.titles()).containsExactly("bread", "butter");
    }

    @Test
    void whatStaysAndWasAPartOfWhatGoesIsAPartOfNothing() {
        made.add("milk");
        var then = made.list();
        var whole = made.add("whole");
        var edit = GoingBack.plan(made.list(), then, Set.of(), Set.of());
        made.add("part", new Field.Parent(whole.id()));
        made.make(edit);
        assertThat(made.titles()).containsExactly("milk", "part");
        assertThat(made.entry(3).parent()).isZero();
    }

    @Test
    void eachOfItsChangesCanBeTakenBackAlone() {
        var milk = made.add("milk");
        made.add("bread");
        var then = made.list();
        made.make(amending(milk, title("oat milk")));
        made.make(new Edit.Remove(2));
        made.make(adding("butter"));
        var changes =
                made.make(GoingBack.plan(made.list(), then, Set.of(), Set.of())).changes();
        assertThat(changes).hasSize(3);
        changes.reversed().forEach(change -> made.undo(change.version()));
        assertThat(made.titles()).containsExactly("oat milk", "butter");
    }

    @Test
    void aListThatHasNoRoomIsNotTakenBackAtAll() {
        var milk = made.add("milk");
        var then = made.list();
        made.make(new Edit.Remove(milk.id()));
        var edit = GoingBack.plan(made.list(), then, Set.of(), Set.of());
        var many = new ArrayList<Edit>();
        for (int i = 0; i < TodoList.MAX_ENTRIES; i++) {
            many.add(adding("e" + i));
        }
        made.make(new Edit.All(many));
        assertThat(made.refuse(edit)).isEqualTo(new Refusal.Full(TodoList.MAX_ENTRIES));
    }
}
