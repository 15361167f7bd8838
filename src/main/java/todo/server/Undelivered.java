package todo.server;

import org.apache.pekko.actor.Dropped;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;

/// The process of a node that hears of what was meant for a list and thrown away by Cluster Sharding.
///
/// When a list is about to move, its old node throws away what comes in the last moments. None of it has reached the
/// list, so it can be sent again, to where the list is then; who asked would wait in vain otherwise.
final class Undelivered {
    private static final String MOVING = "Avoiding reordering";
    private static final Outcome.Failed TRY_AGAIN =
            Failures.unavailable("the list is moving to another server; try again");

    private Undelivered() {}

    /// @param lists where it is sent again
    static Behavior<Dropped> create(ActorRef<ShardingEnvelope<TodoServer.Command>> lists) {
        return Behaviors.setup(context -> {
            context.getSystem().eventStream().tell(new EventStream.Subscribe<>(Dropped.class, context.getSelf()));
            return Behaviors.receiveMessage(dropped -> {
                if (dropped.message() instanceof ShardingEnvelope<?> envelope
                        && envelope.message() instanceof TodoServer.Command command) {
                    deliver(
                            lists,
                            envelope.entityId(),
                            command,
                            dropped.reason().startsWith(MOVING));
                }
                return Behaviors.same();
            });
        });
    }

    /// The parts of an edit must come in order, and others of it may have come through.
    private static void deliver(
            ActorRef<ShardingEnvelope<TodoServer.Command>> lists,
            String list,
            TodoServer.Command command,
            boolean moving) {
        switch (command) {
            case TodoServer.Part part -> part.replyTo().tell(TRY_AGAIN);
            case TodoServer.Command any when moving -> lists.tell(new ShardingEnvelope<>(list, any));
            case TodoServer.Do edit -> edit.replyTo().tell(TRY_AGAIN);
            case TodoServer.Ask<?> ask -> ask.fail(TRY_AGAIN);
            case TodoServer.AwaitSent(var replyTo) -> replyTo.tell(TRY_AGAIN);
            default -> {}
        }
    }
}
