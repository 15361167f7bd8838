package todo.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SortedTreeTest {
    private record Pair(int key, int value) {}

    @Property(tries = 150)
    void anySequenceOfStepsIsAsInATreeSet(
            @ForAll long seed, @ForAll @IntRange(max = 5_000) int steps, @ForAll @IntRange(max = 100) int removals) {
        var random = new Random(seed);
        var expected = new TreeSet<Integer>();
        var tree = SortedTree.<Integer>empty(Comparator.naturalOrder());
        int range = Math.max(1, steps);
        for (int step = 0; step < steps; step++) {
            int element = random.nextInt(range) * 2;
            if (random.nextInt(100) < removals) {
                expected.remove(element);
                tree = tree.minus(element);
            } else {
                expected.add(element);
                tree = tree.plus(element);
            }
            int probe = random.nextInt(range * 2 + 2) - 1;
            assertThat(tree.size()).isEqualTo(expected.size());
            assertThat(tree.find(probe)).isEqualTo(expected.contains(probe) ? probe : null);
            assertThat(tree.last()).isEqualTo(expected.isEmpty() ? null : expected.last());
            assertThat(first(tree.from(probe))).isEqualTo(expected.ceiling(probe));
        }
        assertThat(tree).containsExactlyElementsOf(expected);
        int probe = random.nextInt(range * 2);
        assertThat(list(tree.from(probe))).containsExactlyElementsOf(expected.tailSet(probe));
        for (int element : shuffled(List.copyOf(expected), random)) {
            tree = tree.minus(element);
        }
        assertThat(tree.isEmpty()).isTrue();
        assertThat(tree).isEmpty();
        assertThat(tree.last()).isNull();
        assertThat(tree.plus(7)).containsExactly(7);
    }

    @Property(tries = 100)
    void aTreeMadeAtOnceIsTheOneMadeStepByStep(@ForAll long seed, @ForAll @IntRange(max = 5_000) int size) {
        var random = new Random(seed);
        var elements = shuffled(IntStream.range(0, size).boxed().toList(), random);
        var made = SortedTree.of(Comparator.naturalOrder(), elements);
        assertThat(made)
                .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
        assertThat(made.size()).isEqualTo(size);
        for (int element : elements.subList(0, size / 2)) {
            made = made.minus(element);
        }
        assertThat(made).containsExactlyElementsOf(new TreeSet<>(elements.subList(size / 2, size)));
    }

    @Property(tries = 20)
    void appendingInOrderAndTakingFromTheFrontKeepsOrder(@ForAll @IntRange(max = 5_000) int size) {
        var tree = SortedTree.<Integer>empty(Comparator.naturalOrder());
        for (int element = 0; element < size; element++) {
            tree = tree.plus(element);
        }
        assertThat(tree)
                .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
        for (int element = 0; element < size; element++) {
            assertThat(tree.find(element)).isEqualTo(element);
            tree = tree.minus(element);
            assertThat(first(tree.iterator())).isEqualTo(element + 1 < size ? element + 1 : null);
        }
    }

    @Test
    void anElementThatIsThereAlreadyIsReplaced() {
        var order = Comparator.comparingInt(Pair::key);
        var tree = SortedTree.of(
                order,
                IntStream.range(0, 1_000).mapToObj(key -> new Pair(key, 0)).toList());
        var replaced = tree.plus(new Pair(500, 1));
        assertThat(replaced.size()).isEqualTo(1_000);
        assertThat(replaced.find(new Pair(500, 9))).isEqualTo(new Pair(500, 1));
    }

    @Test
    void theTreeItWasMadeFromStaysAsItWas() {
        var before = SortedTree.of(
                Comparator.<Integer>naturalOrder(),
                IntStream.range(0, 100).boxed().toList());
        assertThat(before.plus(100).minus(0)).hasSize(100);
        assertThat(before)
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        assertThat(before.minus(1_000)).isSameAs(before);
    }

    @Test
    void anIteratorThatIsThroughSaysSo() {
        var walk = SortedTree.<Integer>empty(Comparator.naturalOrder()).iterator();
        assertThat(walk.hasNext()).isFalse();
        assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
    }

    private static List<Integer> shuffled(List<Integer> elements, Random random) {
        var shuffled = new ArrayList<>(elements);
        java.util.Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static @Nullable Integer first(java.util.Iterator<Integer> walk) {
        return walk.hasNext() ? walk.next() : null;
    }

    private static List<Integer> list(java.util.Iterator<Integer> walk) {
        var all = new ArrayList<Integer>();
        walk.forEachRemaining(all::add);
        return all;
    }
}
