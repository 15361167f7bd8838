package todo.words;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import todo.list.Recurrence;

/// Some words of a line that may have a meaning.
///
/// @param first the first of them, counted in words
/// @param end the one behind the last
/// @param strength where the phrase must stand to be meant
record Phrase(int first, int end, Strength strength, Meaning meaning) {
    /// A phrase that does not stand alone is meant, too, where it stands beside one that is.
    enum Strength {
        /// Anywhere.
        SURE,
        /// At the start or the end of a line, or where a part of a sentence ends: before a comma, or before `with`.
        AT_EDGE,
        /// At the end of a line.
        AT_END,
        /// Only beside another phrase that is meant.
        BESIDE,
        /// Where the line has no other words.
        ALONE,
        /// Nowhere: what stands before it makes it text.
        NEVER
    }

    sealed interface Meaning {}

    record Day(LocalDate date) implements Meaning {}

    record Moment(LocalDateTime at) implements Meaning {}

    /// The evening of a day.
    ///
    /// @param time when it begins, unless that has passed
    record Evening(LocalDate date, @Nullable LocalTime time) implements Meaning {}

    /// @param atDaysEnd whether it is the midnight at which the day ends
    record Hour(LocalTime time, boolean atDaysEnd, @Nullable ZoneId zone) implements Meaning {}

    record Priority(int value) implements Meaning {}

    record Tag(String name) implements Meaning {}

    /// @param time when on the day, if the words say so
    record Rule(
            Recurrence rule,
            boolean afterCompletion,
            @Nullable LocalTime time) implements Meaning {}

    boolean isMark() {
        return meaning instanceof Priority || meaning instanceof Tag;
    }

    Phrase as(Strength other) {
        return new Phrase(first, end, other, meaning);
    }

    Chip.Kind kind() {
        return switch (meaning) {
            case Day _, Moment _, Evening _ -> Chip.Kind.DATE;
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
            case Evening(var date, var time) -> date + (time == null ? "" : "T" + time);
            case Hour(var time, var _, var zone) -> time + (zone == null ? "" : "[" + zone + "]");
            case Priority(var value) -> Integer.toString(value);
            case Tag(var name) -> name;
            case Rule(var rule, var _, var _) -> rule.toString();
        };
    }
}
