package todo.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.NOON;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Property(tries = 300)
    void anyHistoryLeadsToItsListAndBackThroughEachVersion(@ForAll long seed, @ForAll @IntRange(max = 120) int edits) {
        var some = new SomeEdits(seed);
        var list = TodoList.EMPTY;
        var changes = new ArrayList<Change>();
        var versions = new ArrayList<>(List.of(list));
        for (int i = 0; i < edits; i++) {
            var result = list.apply(some.next(list, changes), List.of(), "tester", NOON.plusMillis(i));
            if (result instanceof Result.Changed changed) {
                for (var change : changed.changes()) {
                    checkId(list, change);
                    list = list.with(change);
                    versions.add(list);
                }
                changes.addAll(changed.changes());
                assertSame(list, changed.list());
                check(list);
            }
        }
        var again = TodoList.EMPTY;
        for (var change : changes) {
            again = again.with(change);
        }
        assertSame(again, list);
        for (var change : changes.reversed()) {
            again = again.without(change);
            var then = versions.get((int) again.version());
            assertThat(again.all()).isEqualTo(then.all());
            assertThat(again.properties()).isEqualTo(then.properties());
        }
        assertThat(again.version()).isZero();
    }

    /// A new entry's id was never given before.
    private static void checkId(TodoList before, Change change) {
        if (change.what() instanceof Change.MovedIn(var entry, var _, var _)) {
            assertThat(entry.id()).isGreaterThan(before.lastId());
        }
        if (change.what() instanceof Change.Added(var entry) && change.undoes() == 0) {
            assertThat(entry.id()).isGreaterThan(before.lastId());
        }
    }

    private static void check(TodoList list) {
        assertThat(list.openCount() + list.completedCount()).isEqualTo(list.size());
        assertThat(list.bytes())
                .isEqualTo(list.all().stream().mapToLong(Entry::bytes).sum());
        for (var entry : list.all()) {
            assertThat(list.entry(entry.id())).isEqualTo(entry);
            assertThat(list.entry(entry.uid())).isEqualTo(entry);
            assertThat(entry.version()).isLessThanOrEqualTo(list.version());
            int depth = 0;
            for (long above = entry.parent(); above != 0; above = requireEntry(list, above)) {
                assertThat(++depth).isLessThanOrEqualTo(30);
            }
        }
    }

    private static long requireEntry(TodoList list, long id) {
        return Objects.requireNonNull(list.entry(id), "a parent is in its list").parent();
    }

    private static void assertSame(TodoList list, TodoList expected) {
        assertThat(list.version()).isEqualTo(expected.version());
        assertThat(list.changedAt()).isEqualTo(expected.changedAt());
        assertThat(list.lastId()).isEqualTo(expected.lastId());
        assertThat(list.alive()).isEqualTo(expected.alive());
        assertThat(list.properties()).isEqualTo(expected.properties());
        assertThat(list.all()).isEqualTo(expected.all());
        assertThat(Objects.requireNonNull(list.select(Query.ALL)))
                .containsExactlyElementsOf(Objects.requireNonNull(expected.select(Query.ALL)));
    }

    @Test
    void aChangeThatDoesNotComeNextIsNotTaken() {
        var made = new ListBeingMade();
        made.add("milk");
        made.add("bread");
        assertThatThrownBy(() -> made.list().with(made.change(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> made.list().without(made.change(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TodoList.EMPTY.with(made.change(2))).isInstanceOf(IllegalArgumentException.class);
    }
}
