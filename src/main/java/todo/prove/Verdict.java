package todo.prove;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What came of a proof.
///
/// @param tried how many of what, summed up over the rounds
/// @param failure `null` if nothing was lost
record Verdict(
        Proof proof,
        int rounds,
        Duration took,
        SequencedMap<String, Long> tried,
        @Nullable Failure failure) {

    /// @param lost whether something was lost; if not, it could not be tried
    /// @param seed of the round that failed
    /// @param folder where what it worked on is kept
    record Failure(boolean lost, String message, long seed, Path folder) {}
}
