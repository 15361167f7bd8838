package todo.server;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import todo.list.Change;

/// The process that hears the events of one list for a [Watch], and watches again if the list's process goes.
final class Watcher {
    /// What is put into the queue in the place of what did not fit any more.
    static final Event OVERFLOW = new Event.Interrupted();

    private static final int FEW = 100;
    private static final long LONG = 4_096;

    private final String list;
    private final ActorRef<ShardingEnvelope<Command>> lists;
    private final BlockingQueue<Event> queue;
    private final ActorContext<Event> context;

    private Watcher(
            String list,
            ActorRef<ShardingEnvelope<Command>> lists,
            BlockingQueue<Event> queue,
            ActorContext<Event> context) {
        this.list = list;
        this.lists = lists;
        this.queue = queue;
        this.context = context;
    }

    /// @param queue takes the events; one that does not fit ends the watching
    static Behavior<Event> create(String list, ActorRef<ShardingEnvelope<Command>> lists, BlockingQueue<Event> queue) {
        return Behaviors.setup(context -> new Watcher(list, lists, queue, context).watch());
    }

    /// One that has nothing to hear of.
    static Behavior<Event> ended(BlockingQueue<Event> queue) {
        return Behaviors.setup(_ -> {
            queue.offer(OVERFLOW);
            return Behaviors.stopped();
        });
    }

    private Behavior<Event> watch() {
        lists.tell(new ShardingEnvelope<>(list, new Command.Watch(context.getSelf())));
        return Behaviors.receive((_, event) -> heard(event), (_, signal) -> {
            if (signal instanceof Terminated) {
                lists.tell(new ShardingEnvelope<>(list, new Command.Watch(context.getSelf())));
            } else if (signal instanceof PostStop) {
                var _ = put(OVERFLOW);
            }
            return Behaviors.same();
        });
    }

    private Behavior<Event> heard(Event event) {
        return switch (event) {
            case Event.Watching(var _, var server) -> {
                context.watch(server);
                yield put(event);
            }
            case Event.Happened(var changes)
            when isTooMuch(changes) -> put(new Event.Behind(changes.getLast().version()));
            case Event.Happened _, Event.Behind _ -> put(event);
            case Event.Interrupted _ -> {
                lists.tell(new ShardingEnvelope<>(list, new Command.Watch(context.getSelf())));
                yield Behaviors.same();
            }
            case Event.Closed _ -> Behaviors.stopped();
        };
    }

    /// For one who is slow, long changes or many are not kept in memory: they are read when it is their turn.
    private boolean isTooMuch(List<Change> changes) {
        return queue.size() >= FEW
                || !queue.isEmpty()
                        && changes.stream().mapToLong(Change::length).sum() > LONG;
    }

    private Behavior<Event> put(Event event) {
        if (queue.offer(event)) {
            return Behaviors.same();
        }
        queue.poll();
        queue.add(OVERFLOW);
        return Behaviors.stopped();
    }
}
