package todo.server;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import todo.list.Edit;
import todo.list.TodoList;
import todo.store.Answered;
import todo.store.Loaded;
import todo.store.OpenList;
import todo.store.Request;
import todo.store.Sending;
import todo.store.StoreException;

/// What can be said to a list, that is, to its [TodoServer].
sealed interface Command {
    /// Nobody waits to be told what comes of it.
    sealed interface Unanswered extends Command {}

    /// Make an edit: answered when it is on disk, refused, or failed.
    ///
    /// @param ifMatch as in [TodoList#apply]
    /// @param request set if the edit may come again and must have one effect
    record Do(
            Edit edit,
            List<Long> ifMatch,
            String by,
            @Nullable Request request,
            ActorRef<Outcome> replyTo) implements Command {
        Do withReplyTo(ActorRef<Outcome> other) {
            return new Do(edit, ifMatch, by, request, other);
        }
    }

    /// Answer a question from what is committed.
    record Ask<T>(Question<T> question, ActorRef<Answer<T>> replyTo) implements Command {
        void answer(TodoList list) {
            replyTo.tell(new Answer.Given<>(question.of(list)));
        }

        void fail(Outcome.Failed failed) {
            replyTo.tell(new Answer.Failed<>(failed.failure(), failed.message()));
        }
    }

    /// Tell `watcher` of every change from now on. Saying it again does no harm, and keeps the list awake.
    record Watch(ActorRef<Event> watcher) implements Unanswered {}

    /// Answer when all that the list has let go has arrived.
    record AwaitSent(ActorRef<Outcome> replyTo) implements Command {}

    /// What is said of an edit that comes in [Parts], and to the [Assembly].
    sealed interface Parted extends Command {}

    /// One of the parts of a [Do] that is too large to come from another node at once.
    record Part(String id, int index, int count, ByteString bytes, ActorRef<Outcome> replyTo) implements Parted {}

    /// The other parts of an edit have not come in time.
    record ForgetParts(String id) implements Parted, Unanswered {}

    /// End when what waits is stored, and have the next process of the list answer what else waits.
    record Stop() implements Unanswered {}

    /// Fail, as a defect would: for those who want to watch a list heal.
    record Crash() implements Unanswered {}

    /// Begin anew from what is on disk: another may have written it.
    record Reload() implements Unanswered {}

    record Ready(Loaded loaded) implements Unanswered {}

    record NotLoaded(Throwable reason) implements Unanswered {}

    record LoadAgain() implements Unanswered {}

    record Stored(OpenList open) implements Unanswered {}

    record NotStored(OpenList open, StoreException reason) implements Unanswered {}

    record LookedUp(Do command, @Nullable Answered before) implements Command {}

    record NotLookedUp(Do command, Throwable reason) implements Command {}

    record Unwatch(ActorRef<Event> watcher) implements Unanswered {}

    record Deliver(Sending sending) implements Unanswered {}

    /// What the list that a sending is for has said.
    record Delivered(Sending sending, Outcome outcome) implements Unanswered {}
}
