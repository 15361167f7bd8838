package todo.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/// Where the processes of all lists are, and how one speaks to them.
sealed interface Lists permits LocalLists, ClusterLists {
    /// The lists can't be reached from here, for a while.
    final class Away extends Exception {
        private static final long serialVersionUID = 1;

        Away() {
            this("this server is joining the others of its cluster; try again, or ask another");
        }

        Away(String message) {
            super(message);
        }
    }

    /// Says something to the process of `list`, which is started if need be; to no avail while they can't be reached.
    void tell(String list, Command command);

    /// Has the process of `list` make an edit, or whatever else `command` makes of whom to answer.
    ///
    /// @return what it answers; fails if it has not for `atMost`, or as [Away] if they can't be reached
    CompletionStage<Outcome> call(String list, Function<ActorRef<Outcome>, Command> command, Duration atMost);

    /// Asks the process of `list` something.
    ///
    /// @return as [#call]
    <T> CompletionStage<Answer<T>> ask(String list, Question<T> question, Duration atMost);

    /// Begins to hear the events of `list`, which go into `queue` until the watcher is told [Event.Closed].
    ActorRef<Event> watch(String list, BlockingQueue<Event> queue);

    /// Whether what is known here of lists that are awake here can't be old.
    boolean areOurs();

    /// Whether what one server alone must do is to be done by this one.
    boolean isFirst();

    /// The servers that have the lists between them; none where this one has them all.
    default List<Server> members() {
        return List.of();
    }

    /// Whether processes can run here. The caller waits, for `atMost`.
    boolean areAlive(Duration atMost) throws InterruptedException;

    /// How many messages wait to be brought to their lists.
    int waiting();

    /// Has all processes end, and waits for it, for `atMost`.
    void close(Duration atMost) throws InterruptedException;
}
