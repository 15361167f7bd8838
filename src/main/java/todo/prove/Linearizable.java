package todo.prove;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Whether there is one order in which calls that were made at once could have been made one after another.
///
/// Wing and Gong's search (*Testing and Verifying Concurrent Objects*, 1993) with Lowe's memory of what was
/// tried (*Testing for Linearizability*, 2017): go on with any call that no other had ended before, as long as the
/// model allows what it gave; where none is left, go back.
final class Linearizable<S, C> {
    /// When a call was made and answered.
    ///
    /// @param to [Long#MAX_VALUE] if it was never answered: then it may have happened at any time since, or not
    record Call<C>(C what, long from, long to) {
        boolean isPending() {
            return to == Long.MAX_VALUE;
        }
    }

    private record Tried<S>(BitSet done, S state) {}

    private final List<Call<C>> calls;
    private final BiFunction<S, C, @Nullable S> model;
    private final Set<Tried<S>> tried = new HashSet<>();
    private final BitSet done = new BitSet();

    private Linearizable(List<Call<C>> calls, BiFunction<S, C, @Nullable S> model) {
        this.calls = calls;
        this.model = model;
    }

    /// @param start the state before all calls; states are values
    /// @param model the state after a call, or `null` if it could not have given what it gave
    static <S, C> boolean check(S start, List<Call<C>> calls, BiFunction<S, C, @Nullable S> model) {
        return new Linearizable<>(List.copyOf(calls), model).search(start);
    }

    private boolean search(S state) {
        long firstEnd = Long.MAX_VALUE;
        for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
            firstEnd = Math.min(firstEnd, calls.get(i).to());
        }
        if (firstEnd == Long.MAX_VALUE) {
            return true; // only such are left that were never answered
        }
        return goOn(state, firstEnd);
    }

    /// Goes on with calls that had begun when the first ended. One that leaves the state as it is may as well come now
    /// as later: where that leads nowhere, nothing does.
    private boolean goOn(S state, long firstEnd) {
        for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
            if (calls.get(i).from() <= firstEnd
                    && state.equals(model.apply(state, calls.get(i).what()))) {
                return goOn(i, state);
            }
        }
        for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
            var next = calls.get(i).from() <= firstEnd
                    ? model.apply(state, calls.get(i).what())
                    : null;
            if (next != null && goOn(i, next)) {
                return true;
            }
        }
        return false;
    }

    private boolean goOn(int call, S next) {
        done.set(call);
        if (tried.add(new Tried<>((BitSet) done.clone(), next)) && search(next)) {
            return true;
        }
        done.clear(call);
        return false;
    }
}
