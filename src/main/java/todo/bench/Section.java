package todo.bench;

import java.util.List;
import java.util.Map;

/// What is measured together, and can be repeated alone.
///
/// @param what one sentence: what is measured, and how
/// @param inServer whether the work is done by a server process rather than by this one
/// @param rivals what is measured of the original in turn with it, for the rows that are held against it
record Section(String name, String what, boolean inServer, List<Row> rows, List<Rival> rivals, Start start) {
    Section {
        rows = List.copyOf(rows);
        rivals = List.copyOf(rivals);
    }

    /// One that is measured in this process.
    Section(String name, String what, List<Row> rows, List<Rival> rivals, Start start) {
        this(name, what, false, rows, rivals, start);
    }

    /// One that is measured in this process, and not held against the original.
    Section(String name, String what, List<Row> rows, Start start) {
        this(name, what, rows, List.of(), start);
    }

    /// Makes ready what is measured.
    interface Start {
        Measuring on(Workbench bench) throws Exception;
    }

    /// Something ready to be measured, round by round.
    interface Measuring extends AutoCloseable {
        /// One round's figures, by the key of their row.
        Map<String, Double> round() throws Exception;

        /// Done once before the rounds that count.
        default void warmUp() throws Exception {
            round();
        }

        @Override
        default void close() {}
    }

    /// The same thing of the original: gives its lines `key=value key=value …`.
    interface Rival {
        List<String> round(Original original, Workbench bench) throws Exception;
    }
}
