package todo.server;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import todo.server.Outcome.Failed;
import todo.server.Outcome.Failure;
import todo.store.StoreException;

/// What is said of things that broke.
final class Failures {
    private Failures() {}

    static Failed busy(String message) {
        return new Failed(Failure.BUSY, message);
    }

    static Failed unavailable(String message) {
        return new Failed(Failure.UNAVAILABLE, message);
    }

    static Failed of(Throwable reason) {
        return switch (reason) {
            case CompletionException completion when completion.getCause() != null -> of(completion.getCause());
            case StoreException store -> new Failed(failure(store), message(store));
            case TimeoutException _ -> unavailable("the list did not answer in time");
            default -> unavailable("something broke: " + reason.getMessage());
        };
    }

    private static Failure failure(StoreException reason) {
        return switch (reason.trouble()) {
            case DISK_FULL -> Failure.DISK_FULL;
            case BUSY -> Failure.BUSY;
            case OVERTAKEN, BROKEN, AWAY, UNUSABLE -> Failure.UNAVAILABLE;
            case DAMAGED -> Failure.DAMAGED;
        };
    }

    private static String message(StoreException reason) {
        return switch (reason.trouble()) {
            case DISK_FULL -> "the disk is full; nothing was changed";
            case BUSY, OVERTAKEN, UNUSABLE, DAMAGED -> String.valueOf(reason.getMessage());
            case BROKEN -> "the database failed";
            case AWAY -> "the database can't be reached or written for now; try again";
        };
    }
}
