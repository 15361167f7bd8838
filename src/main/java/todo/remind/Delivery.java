package todo.remind;

import java.time.Instant;

/// One reminder on its way to one target.
///
/// @param id the same at each attempt, also after a restart
/// @param body what is sent, as JSON
/// @param fired when it began
/// @param attempts how often it was tried
/// @param next when it is tried next
record Delivery(String id, String target, String body, Instant fired, int attempts, Instant next) {
    Delivery tried(Instant next) {
        return new Delivery(id, target, body, fired, attempts + 1, next);
    }
}
