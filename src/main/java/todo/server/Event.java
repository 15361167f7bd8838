package todo.server;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import todo.list.Change;

/// What the process of a list tells those who watch it.
sealed interface Event {
    /// From now on, what comes after `version` is told.
    record Watching(long version, ActorRef<Command> server) implements Event {}

    /// These changes are on disk now.
    record Happened(List<Change> changes) implements Event {}

    /// Changes up to `version` are on disk now, too large to be told: they must be read there.
    record Behind(long version) implements Event {}

    /// Nobody listens any more.
    record Closed() implements Event {}

    /// The process has lost its watchers; watch again.
    record Interrupted() implements Event {}
}
