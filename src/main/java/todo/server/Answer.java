package todo.server;

import todo.list.Refusal;

/// What comes back for a question.
public sealed interface Answer<T> {
    record Given<T>(T value) implements Answer<T> {}

    record Refused<T>(Refusal refusal) implements Answer<T> {}

    record Failed<T>(Outcome.Failure failure, String message) implements Answer<T> {}
}
