package todo.store;

import java.time.Instant;
import todo.list.ListProperties;

/// What is known of a list without loading it.
public record ListSummary(
        String name, ListProperties properties, long version, Instant changedAt, int open, int completed) {}
