package todo.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a row came to.
///
/// @param rounds one value a round
/// @param theirs the original's, round by round; none if it was not measured
record Figure(Row row, List<Double> rounds, List<Double> theirs) {
    Figure {
        rounds = List.copyOf(rounds);
        theirs = List.copyOf(theirs);
    }

    double median() {
        return median(rounds);
    }

    double min() {
        return rounds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double max() {
        return rounds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /// The original's median, or `null` if it was not measured.
    @Nullable
    Double original() {
        return theirs.isEmpty() ? null : median(theirs);
    }

    /// How many times better than the original it is, or `null` if that can't be said.
    @Nullable
    Double ratio() {
        var original = original();
        if (original == null || original <= 0 || median() <= 0) {
            return null;
        }
        return row.moreIsBetter() ? median() / original : original / median();
    }

    /// Whether it is as good as it should be, or `null` if there is nothing to hold it against.
    @Nullable
    Boolean reached() {
        var reach = row.reach();
        var against = row.against();
        var ratio = ratio();
        if (reach == null && (against == null || ratio == null)) {
            return null;
        }
        boolean far = reach == null || (row.moreIsBetter() ? median() >= reach : median() <= reach);
        return far && (against == null || ratio == null || ratio >= against.times());
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
