package todo.words;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import todo.list.Recurrence;

/// Some words of a line that have a meaning.
///
/// @param first the first of them, counted in words
/// @param end the one behind the last
record Phrase(int first, int end, Strength strength, Meaning meaning) {
    enum Strength {
        /// It can hardly mean anything else.
        SURE,
        /// It is meant at the end of a line, or beside what is meant.
        AT_END,
        /// It is meant beside what is meant.
        BESIDE
    }

    sealed interface Meaning {}

    record Day(LocalDate date) implements Meaning {}

    record Moment(LocalDateTime at) implements Meaning {}

    record Hour(LocalTime time, @Nullable ZoneId zone) implements Meaning {}

    record Priority(int value) implements Meaning {}

    record Tag(String name) implements Meaning {}

    /// @param time when on the day, if the words say so
    record Rule(
            Recurrence rule,
            boolean afterCompletion,
            @Nullable LocalTime time) implements Meaning {}

    Chip.Kind kind() {
        return switch (meaning) {
            case Day _, Moment _ -> Chip.Kind.DATE;
            case Hour _ -> Chip.Kind.TIME;
            case Priority _ -> Chip.Kind.PRIORITY;
            case Tag _ -> Chip.Kind.TAG;
            case Rule _ -> Chip.Kind.REPEAT;
        };
    }

    String value() {
        return switch (meaning) {
            case Day(var date) -> date.toString();
            case Moment(var at) -> at.toString();
            case Hour(var time, var zone) -> time + (zone == null ? "" : "[" + zone + "]");
            case Priority(var value) -> Integer.toString(value);
            case Tag(var name) -> name;
            case Rule(var rule, var _, var _) -> rule.toString();
        };
    }
}
