package todo.server;

import java.util.function.Predicate;
import org.apache.pekko.actor.AllDeadLetters;
import org.apache.pekko.actor.DeadLetter;
import org.apache.pekko.actor.Dropped;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;

/// The process of a node that hears of what was meant for a list and thrown away.
///
/// When a list is about to move, its old node throws away what comes in the last moments; when a node leaves, what
/// still comes to it finds nobody there. None of it has reached the list, so it can be sent again, to where the list is
/// then;
/// who asked would wait in vain otherwise.
final class Undelivered {
    private static final String MOVING = "Avoiding reordering";
    private static final Outcome.Failed TRY_AGAIN =
            Failures.unavailable("the list is moving to another server; try again");

    private final ActorRef<ShardingEnvelope<Command>> lists;
    private final Predicate<ShardingEnvelope<Command>> elsewhere;

    private Undelivered(ActorRef<ShardingEnvelope<Command>> lists, Predicate<ShardingEnvelope<Command>> elsewhere) {
        this.lists = lists;
        this.elsewhere = elsewhere;
    }

    /// @param lists where it is sent again
    /// @param elsewhere sends it by way of another node when `lists` is no more; `false` if there is none
    static Behavior<AllDeadLetters> create(
            ActorRef<ShardingEnvelope<Command>> lists, Predicate<ShardingEnvelope<Command>> elsewhere) {
        return Behaviors.setup(context -> {
            context.getSystem()
                    .eventStream()
                    .tell(new EventStream.Subscribe<>(AllDeadLetters.class, context.getSelf()));
            var undelivered = new Undelivered(lists, elsewhere);
            return Behaviors.receiveMessage(letter -> {
                undelivered.heard(letter);
                return Behaviors.same();
            });
        });
    }

    /// What was dropped comes as the message of a dead letter, where it is not told of itself.
    private void heard(AllDeadLetters letter) {
        var thrownAway = letter.message() instanceof Dropped dropped ? dropped : letter;
        if (thrownAway.message() instanceof ShardingEnvelope<?> envelope
                && envelope.message() instanceof Command command) {
            deliver(thrownAway, new ShardingEnvelope<>(envelope.entityId(), command));
        }
    }

    /// The parts of an edit must come in order, and others of it may have come through.
    private void deliver(AllDeadLetters thrownAway, ShardingEnvelope<Command> message) {
        boolean isPart = message.message() instanceof Command.Part;
        if (!isPart && thrownAway instanceof Dropped dropped && dropped.reason().startsWith(MOVING)) {
            lists.tell(message);
        } else if (isPart || !hasEnded(thrownAway) || !elsewhere.test(message)) {
            fail(message.message());
        }
    }

    private boolean hasEnded(AllDeadLetters thrownAway) {
        return thrownAway instanceof DeadLetter letter && letter.recipient().equals(Adapter.toClassic(lists));
    }

    private static void fail(Command command) {
        switch (command) {
            case Command.Do edit -> edit.replyTo().tell(TRY_AGAIN);
            case Command.Ask<?> ask -> ask.fail(TRY_AGAIN);
            case Command.AwaitSent(var replyTo) -> replyTo.tell(TRY_AGAIN);
            case Command.Part part -> part.replyTo().tell(TRY_AGAIN);
            default -> {}
        }
    }
}
