package todo.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;

/// A moment of a list's history, as one types it: its version, or a time.
///
/// @param version `Long.MAX_VALUE` where a time is meant
/// @param instant `null` where a version is meant
record Moment(long version, @Nullable Instant instant) {
    /// The newest there is.
    static final Moment LAST = new Moment(Long.MAX_VALUE, null);

    /// As the server takes it.
    @Override
    public String toString() {
        return instant == null ? Long.toString(version) : instant.toString();
    }

    /// Reads `41`, `2026-11-20T09:00` (in `zone`) or `2026-11-20T09:00Z`.
    static Moment parse(String text, ZoneId zone) {
        try {
            if (text.matches("[0-9]{1,18}")) {
                return new Moment(Long.parseLong(text), null);
            }
            return new Moment(
                    Long.MAX_VALUE,
                    text.matches("(?s).*(Z|[+-][0-9]{2}:[0-9]{2})")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            throw new BadRequest(
                    "--at " + text + " is wrong: it must be a time such as 2026-11-20T09:00, or a version such as 41",
                    e);
        }
    }
}
