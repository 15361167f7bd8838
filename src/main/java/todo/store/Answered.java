package todo.store;

import java.util.List;
import java.util.stream.IntStream;
import todo.list.Change;

/// What came of a [Request] when it was first made, and when it was made again because a move had been refused.
public record Answered(String digest, List<Change> changes) {
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
