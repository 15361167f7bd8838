package todo.bench;

import org.jspecify.annotations.Nullable;

/// One figure of a section: what it is, how good it should be, and which of the original's it is held against.
///
/// @param key under which a round gives it; two rows may show the same figure
/// @param reach what it should be at least or, where less is better, at most; `null` if nothing was set
record Row(
        String key,
        String what,
        String unit,
        boolean moreIsBetter,
        @Nullable Double reach,
        @Nullable Against against) {

    /// One of the original's figures.
    ///
    /// @param line how the line begins that has it
    /// @param figure its key in that line; `a-b` for the difference of two
    /// @param times how many times better than it the row should be
    record Against(String what, String line, String figure, double times) {}

    /// A figure of which more is better.
    static Row more(String key, String what, String unit) {
        return new Row(key, what, unit, true, null, null);
    }

    /// A figure of which less is better.
    static Row less(String key, String what, String unit) {
        return new Row(key, what, unit, false, null, null);
    }

    Row reach(double bound) {
        return new Row(key, what, unit, moreIsBetter, bound, against);
    }

    /// Held against the original, of which it should be the better.
    Row against(String what, String line, String figure) {
        return against(what, line, figure, 1);
    }

    Row against(String what, String line, String figure, double times) {
        return new Row(key, this.what, unit, moreIsBetter, reach, new Against(what, line, figure, times));
    }
}
