package todo.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.list.Edit;
import todo.store.Request;
import todo.store.Sending;

/// What one list has let go that is on its way to others, and who waits to hear that it has arrived.
///
/// A sending is handed over again and again until the other list has taken or refused it; as it goes
/// under one key, the other list takes it once.
final class Outbox {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final String list;
    private final TodoServer.Shared shared;
    private final ActorContext<Command> context;
    private Map<Long, Consumer<Outcome>> askers = Map.of();
    private Map<Long, Sending> current = Map.of();

    Outbox(String list, TodoServer.Shared shared, ActorContext<Command> context) {
        this.list = list;
        this.shared = shared;
        this.context = context;
    }

    /// Hands `sending` over; what the other list says comes back as [Command.Delivered]. Of what was said of it
    /// when it was handed over before, nothing counts any more.
    void deliver(Sending sending) {
        remember(sending);
        if (!isUnderWay(sending.first())) {
            await(sending.first(), _ -> {});
        }
        var request = new Request("\tmoved\t" + list + "\t" + sending.first(), "");
        var receive = new Edit.Receive(list, sending.changes());
        String by = sending.changes().getFirst().by();
        var lists = shared.lists();
        var system = context.getSystem();
        CompletionStage<Object> asked = AskPattern.ask(
                lists,
                (ActorRef<Object> replyTo) -> Parts.last(
                        system, lists, sending.to(), new Command.Do(receive, List.of(), by, request, replyTo.narrow())),
                TIMEOUT,
                system.scheduler());
        var fetching = Fetching.of(shared.database(), lists, TIMEOUT, system.scheduler());
        context.pipeToSelf(
                asked.thenCompose(reply -> fetching.outcome(sending.to(), reply)),
                (outcome, failure) -> new Command.Delivered(sending, outcome != null ? outcome : Failures.of(failure)));
    }

    private void remember(Sending sending) {
        if (current.isEmpty()) {
            current = new HashMap<>(4);
        }
        current.put(sending.first(), sending);
    }

    void deliverLater(Sending sending, String reason) {
        remember(sending);
        LOG.warn("moving from \"{}\" to \"{}\" is not done yet: {}", list, sending.to(), reason);
        context.scheduleOnce(PAUSE, context.getSelf(), new Command.Deliver(sending));
    }

    /// Whether what is said of `sending` counts: it was not handed over again since the list was loaded, nor is it
    /// being taken back. So what one list took in, another can't take back.
    @SuppressWarnings("ReferenceEquality") // each loading makes its own
    boolean isCurrent(Sending sending) {
        return current.get(sending.first()) == sending;
    }

    /// From now on nothing counts that is said of `sending`, which is being taken back.
    void takeBack(Sending sending) {
        forget(sending.first());
    }

    /// Has the list started again when it has ended, if there is something that must arrive.
    void wakeList() {
        if (!current.isEmpty()) {
            ActorRef<Outcome> nobody = context.getSystem().ignoreRef();
            shared.lists().tell(new ShardingEnvelope<>(list, new Command.AwaitSent(nobody)));
        }
    }

    boolean isEmpty() {
        return current.isEmpty();
    }

    /// Whether the sending that begins with the change `first` has not come to its end.
    boolean isUnderWay(long first) {
        return askers.containsKey(first);
    }

    void await(long first, Consumer<Outcome> asker) {
        if (askers.isEmpty()) {
            askers = new HashMap<>(4);
        }
        askers.merge(first, asker, Consumer::andThen);
    }

    /// Runs `next` when nothing is under way any more.
    void awaitAll(Runnable next) {
        var waited = askers.keySet().stream().findAny();
        if (waited.isEmpty()) {
            next.run();
        } else {
            await(waited.get(), _ -> awaitAll(next));
        }
    }

    private void forget(long first) {
        if (!current.isEmpty()) {
            current.remove(first);
        }
    }

    void end(long first, Outcome outcome) {
        forget(first);
        var asker = askers.isEmpty() ? null : askers.remove(first);
        if (askers.isEmpty()) {
            askers = Map.of();
        }
        if (asker != null) {
            asker.accept(outcome);
        }
    }

    /// All is forgotten, and nothing counts any more that is said of it.
    void endAll(Outcome outcome) {
        var ended = askers.values();
        askers = Map.of();
        current = Map.of();
        ended.forEach(asker -> asker.accept(outcome));
    }
}
