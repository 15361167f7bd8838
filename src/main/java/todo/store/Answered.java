package todo.store;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import todo.list.Change;

/// What came of a [Request] when it was first made, and when it was made again because a move had been refused.
///
/// @param changes the changes it made, in order
/// @param outcome what it was answered, as text, if it made none; else `null`
public record Answered(
        String digest, List<Change> changes, @Nullable String outcome) {
    /// The changes of the edit that made the change `version`: those that have no gap to it.
    List<Change> editOf(long version) {
        long before =
                changes.stream().takeWhile(change -> change.version() < version).count();
        return IntStream.range(0, changes.size())
                .filter(i -> changes.get(i).version() - i == version - before)
                .mapToObj(changes::get)
                .toList();
    }
}
