package todo.store;

import java.time.Instant;

/// Where the history of a list begins: the last change that is no longer kept; 0 if all are.
///
/// The list as it was after that change can still be had; from what to what the change went, no more.
public record Floor(long version, Instant at) {
    public static final Floor NONE = new Floor(0, Instant.MIN);
}
