package todo.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import todo.prove.Linearizable.Call;

/// The search itself, on histories of a register and of a queue that are known to be linearizable or not.
class LinearizableTest {
    private static final long NEVER = Long.MAX_VALUE;

    private sealed interface Register {}

    private record Write(int value) implements Register {}

    private record Read(int value) implements Register {}

    private static @Nullable Integer register(Integer state, Register call) {
        return switch (call) {
            case Write(int value) -> value;
            case Read(int value) -> value == state ? state : null;
        };
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static boolean registers(Call<Register>... calls) {
        return Linearizable.check(0, List.of(calls), LinearizableTest::register);
    }

    private static Call<Register> write(int value, long from, long to) {
        return new Call<>(new Write(value), from, to);
    }

    private static Call<Register> read(int value, long from, long to) {
        return new Call<>(new Read(value), from, to);
    }

    @Test
    void nothingIsLinearizable() {
        assertThat(registers()).isTrue();
    }

    @Test
    void oneAfterAnotherAllGiveWhatIsThere() {
        assertThat(registers(write(1, 0, 1), read(1, 2, 3), write(2, 4, 5), read(2, 6, 7)))
                .isTrue();
    }

    @Test
    void aReadThatMissesWhatWasWrittenBeforeIsNot() {
        assertThat(registers(write(1, 0, 1), read(0, 2, 3))).isFalse();
    }

    @Test
    void readsDuringAWriteMayGiveEither() {
        assertThat(registers(write(1, 0, 10), read(0, 1, 2), read(1, 3, 4))).isTrue();
    }

    @Test
    void aReadThatGoesBackBehindAnotherIsNot() {
        assertThat(registers(write(1, 0, 10), read(1, 1, 2), read(0, 3, 4))).isFalse();
    }

    /// The example of Herlihy and Wing's paper, 1990, §1: two readers who disagree on the order of two writes.
    @Test
    void readersWhoDisagreeOnTheOrderAreNot() {
        assertThat(registers(write(1, 0, 10), write(2, 0, 10), read(1, 11, 12), read(2, 13, 14)))
                .isFalse();
        assertThat(registers(write(1, 0, 20), write(2, 0, 10), read(2, 11, 12), read(1, 13, 14)))
                .isTrue();
    }

    @Test
    void whatWasNeverAnsweredMayHaveHappenedOrNot() {
        assertThat(registers(write(1, 0, NEVER), read(0, 1, 2))).isTrue();
        assertThat(registers(write(1, 0, NEVER), read(1, 1, 2))).isTrue();
        assertThat(registers(write(1, 0, NEVER), read(0, 1, 2), read(1, 50, 51)))
                .isTrue();
        assertThat(registers(write(1, 0, NEVER), read(1, 1, 2), read(0, 3, 4))).isFalse();
    }

    @Test
    void whatWasNeverAnsweredDoesNotHappenBeforeItWasAskedFor() {
        assertThat(registers(read(1, 0, 1), write(1, 2, NEVER))).isFalse();
    }

    @Test
    void itGoesBackWhereAChoiceLeadsNowhere() {
        assertThat(registers(
                        write(1, 0, 100),
                        write(2, 0, 100),
                        write(3, 0, 100),
                        read(2, 10, 20),
                        read(1, 30, 40),
                        read(3, 50, 60)))
                .isTrue();
        assertThat(registers(write(1, 0, 100), write(2, 0, 100), read(2, 10, 20), read(1, 30, 40), read(2, 50, 60)))
                .isFalse();
    }

    private sealed interface Queue {}

    private record Put(int value) implements Queue {}

    private record Take(int value) implements Queue {}

    private static @Nullable List<Integer> queue(List<Integer> state, Queue call) {
        return switch (call) {
            case Put(int value) -> {
                var more = new ArrayList<>(state);
                more.add(value);
                yield List.copyOf(more);
            }
            case Take(int value) ->
                !state.isEmpty() && state.getFirst() == value ? state.subList(1, state.size()) : null;
        };
    }

    private static Call<Queue> put(int value, long from, long to) {
        return new Call<>(new Put(value), from, to);
    }

    private static Call<Queue> take(int value, long from, long to) {
        return new Call<>(new Take(value), from, to);
    }

    /// Herlihy and Wing, 1990, figure 1: (a) and (c) are linearizable, (b) is not; (d) takes one thing twice.
    @Test
    void theQueuesOfHerlihyAndWing() {
        assertThat(Linearizable.check(
                        List.<Integer>of(),
                        List.of(put(1, 0, 10), put(2, 1, 4), take(2, 5, 8), take(1, 9, 12), put(3, 13, 14)),
                        LinearizableTest::queue))
                .isTrue();
        assertThat(Linearizable.check(
                        List.<Integer>of(),
                        List.of(put(1, 0, 2), put(2, 3, 5), take(2, 6, 8)),
                        LinearizableTest::queue))
                .isFalse();
        assertThat(Linearizable.check(
                        List.<Integer>of(), List.of(put(1, 0, 10), take(1, 1, 4)), LinearizableTest::queue))
                .isTrue();
        assertThat(Linearizable.check(
                        List.<Integer>of(),
                        List.of(put(1, 0, 4), put(2, 0, 4), take(2, 5, 7), take(2, 5, 7)),
                        LinearizableTest::queue))
                .isFalse();
    }

    /// Made from an order there is, each call stretched by chance, a history is linearizable; with one value changed to
    /// one that was never written, it is not.
    @Test
    void longHistoriesMadeFromAnOrderAreAndSpoiledOnesAreNot() {
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            int value = 0;
            List<Call<Register>> calls = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                long from = 10L * i - random.nextInt(40);
                long to = random.nextInt(15) == 0 ? NEVER : 10L * i + random.nextInt(40);
                if (random.nextBoolean()) {
                    value = i + 1;
                    calls.add(write(value, from, to));
                } else {
                    calls.add(read(value, from, 10L * i + random.nextInt(40)));
                }
            }
            java.util.Collections.shuffle(calls, random);
            assertThat(Linearizable.check(0, calls, LinearizableTest::register))
                    .as("seed " + seed)
                    .isTrue();
            calls.add(read(99, 300, 320));
            assertThat(Linearizable.check(0, calls, LinearizableTest::register))
                    .as("seed " + seed)
                    .isFalse();
        }
    }
}
