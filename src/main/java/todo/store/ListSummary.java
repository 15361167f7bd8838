package todo.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import todo.list.ListProperties;

/// What is known of a list without loading it.
///
/// @param damage why nothing but its name is known; else `null`
public record ListSummary(
        String name,
        ListProperties properties,
        long version,
        Instant changedAt,
        int open,
        int completed,
        @Nullable String damage) {
    static ListSummary damaged(String name, Exception reason) {
        return new ListSummary(name, ListProperties.NONE, 0, Instant.EPOCH, 0, 0, String.valueOf(reason.getMessage()));
    }
}
