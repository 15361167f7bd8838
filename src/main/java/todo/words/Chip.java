package todo.words;

import java.util.Locale;

/// A part of a line that was understood.
///
/// @param from where it begins in the line, in UTF-16 units
/// @param to where it ends, itself not included
/// @param value a date, a time (with a zone behind it, if one was given), a number, a tag's name, or a rule
public record Chip(Kind kind, int from, int to, String value) {
    public enum Kind {
        DATE,
        TIME,
        PRIORITY,
        TAG,
        REPEAT;

        /// As it is written in JSON.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
