package todo.prove;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Whether what was sampled stays as it is: the last third of the samples against the one before. The first
/// third is for coming to rest.
///
/// @param at the share of a third's samples that lie below what is compared: half of them, or fewer where
///     the machine can only add to what is measured
/// @param more by which factor it may go up
/// @param slack what it may go up besides
record Flat(String what, ToDoubleFunction<Sample> value, double at, double more, double slack) {
    private static final List<Flat> ALL = List.of(
            new Flat("the heap after a collection, in MB,", Sample::heap, 0.5, 1.1, 6),
            new Flat("the memory in RAM, in MB,", Sample::resident, 0.5, 1.15, 32),
            new Flat("the number of file handles", sample -> sample.vitals().handles(), 0.5, 1, 10),
            new Flat("the number of threads", sample -> sample.vitals().threads(), 0.5, 1, 10),
            new Flat("the write-ahead log, in MB,", Sample::wal, 0.5, 1.5, 8),
            new Flat("the p50 of the answers, in ms,", Sample::p50, 0.25, 1.5, 2),
            new Flat("the p99 of the answers, in ms,", Sample::p99, 0.25, 2, 10));

    /// @throws Lost if one does not stay flat
    static void check(List<Sample> samples) {
        int third = samples.size() / 3;
        if (third == 0) {
            throw new IllegalArgumentException("three samples are needed to tell, not " + samples.size());
        }
        var before = samples.subList(samples.size() - 2 * third, samples.size() - third);
        var after = samples.subList(samples.size() - third, samples.size());
        ALL.forEach(flat -> flat.check(before, after));
    }

    private void check(List<Sample> before, List<Sample> after) {
        double was = typical(before);
        double is = typical(after);
        if (is > was * more + slack) {
            throw new Lost(String.format(Locale.ROOT, "%s went up from %.1f to %.1f", what, was, is));
        }
    }

    private double typical(List<Sample> samples) {
        var sorted = samples.stream().mapToDouble(value).sorted().toArray();
        return sorted[(int) ((sorted.length - 1) * at)];
    }
}
