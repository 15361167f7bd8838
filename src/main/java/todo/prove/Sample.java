package todo.prove;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/// One look at a server under a steady load.
///
/// @param minutes since the load began
/// @param requests answered since the last look, in the times that follow, in ms
record Sample(double minutes, Vitals vitals, long requests, double p50, double p99, double max) {
    static final String HEAD = "minutes,heap_mb,rss_mb,file_handles,threads,wal_mb,requests,p50_ms,p99_ms,max_ms";

    private static final double MEGABYTE = 1 << 20;

    /// @param nanos how long each answer took
    static Sample of(double minutes, Vitals vitals, Histogram nanos) {
        return new Sample(
                minutes,
                vitals,
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getMaxValue() / 1e6);
    }

    double heap() {
        return vitals.heap() / MEGABYTE;
    }

    double resident() {
        return vitals.resident() / MEGABYTE;
    }

    double wal() {
        return vitals.wal() / MEGABYTE;
    }

    /// As a line of a table, under [#HEAD].
    String line() {
        return String.format(
                Locale.ROOT,
                "%.2f,%.2f,%.1f,%d,%d,%.2f,%d,%.3f,%.3f,%.3f",
                minutes,
                heap(),
                resident(),
                vitals.handles(),
                vitals.threads(),
                wal(),
                requests,
                p50,
                p99,
                max);
    }
}
