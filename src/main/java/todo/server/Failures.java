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

    /// What a future failed with, without what it was wrapped in on the way.
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    static Failed of(Throwable reason) {
        return switch (cause(reason)) {
            case StoreException store -> new Failed(failure(store), message(store));
            case TimeoutException _ -> unavailable("the list did not answer in time");
            case Throwable other -> unavailable("something broke: " + other.getMessage());
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
