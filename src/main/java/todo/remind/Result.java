package todo.remind;

import java.time.Instant;

/// What came of the last attempt to tell a target something.
///
/// @param delivered whether it was taken
/// @param detail what was answered, or went wrong, in words
/// @param attempts how often that message was tried by then
public record Result(Instant at, boolean delivered, String detail, int attempts) {}
