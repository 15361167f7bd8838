package todo.store;

import java.util.List;
import todo.list.Change;

/// What came of a [Request] when it was first made.
public record Answered(String digest, List<Change> changes) {}
