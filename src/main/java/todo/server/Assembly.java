package todo.server;

import java.io.NotSerializableException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The edits of one list that come in [Parts], being put together.
///
/// Parts come in order. Where one is missing, or comes too late, what came before is forgotten: such an edit is never
/// made, and who waits for it hears in time that no answer came.
final class Assembly {
    /// Room for parts that wait, of all lists.
    private static final Semaphore ROOM = new Semaphore(Parts.MOST);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    private record Unfinished(
            int count, int next, ByteString bytes, ActorRef<Outcome> replyTo, Cancellable forgetting) {
        Unfinished with(ByteString more) {
            return new Unfinished(count, next + 1, bytes.concat(more), replyTo, forgetting);
        }
    }

    private final String list;
    private final ActorContext<Command> context;
    private Map<String, Unfinished> unfinished = Map.of();

    Assembly(String list, ActorContext<Command> context) {
        this.list = list;
        this.context = context;
    }

    /// Takes a part; with the last one, the edit comes to the list as if it had come at once.
    void take(Command.Parted parted) {
        switch (parted) {
            case Command.Part part -> add(part);
            case Command.ForgetParts(var id) -> forget(id);
        }
    }

    private void add(Command.Part part) {
        if (part.index() == 0 && !begin(part)) {
            return;
        }
        var before = unfinished.get(part.id());
        if (before == null) {
            return;
        }
        if (part.index() != before.next || part.bytes().size() > Parts.BYTES) {
            forget(part.id());
            return;
        }
        var now = before.with(part.bytes());
        unfinished.put(part.id(), now);
        if (now.next == now.count) {
            forget(part.id());
            finish(now);
        }
    }

    private boolean begin(Command.Part part) {
        if (part.count() < 1 || part.count() > Parts.MOST) {
            part.replyTo()
                    .tell(Failures.unavailable("an edit that goes from node to node can be at most "
                            + Parts.MOST * Parts.BYTES / (1024 * 1024) + " MiB; make it in several"));
            return false;
        }
        if (!ROOM.tryAcquire(part.count())) {
            part.replyTo().tell(Failures.busy("too many large edits are under way"));
            return false;
        }
        if (unfinished.isEmpty()) {
            unfinished = new LinkedHashMap<>(4);
        }
        var forgetting = context.scheduleOnce(PATIENCE, context.getSelf(), new Command.ForgetParts(part.id()));
        unfinished.put(
                part.id(), new Unfinished(part.count(), 0, ByteString.emptyByteString(), part.replyTo(), forgetting));
        return true;
    }

    private void finish(Unfinished whole) {
        var wire = new Wire((ExtendedActorSystem) Adapter.toClassic(context.getSystem()));
        try {
            context.getSelf().tell((Command.Do) wire.fromBinary(whole.bytes.toArrayUnsafe(), Wire.DO));
        } catch (NotSerializableException e) {
            LOG.error("an edit of the list \"{}\" that came in {} parts can't be read", list, whole.count, e);
            whole.replyTo.tell(Failures.unavailable("the edit could not be read by the node that has the list"));
        }
    }

    private void forget(String id) {
        var forgotten = unfinished.isEmpty() ? null : unfinished.remove(id);
        if (forgotten != null) {
            forgotten.forgetting.cancel();
            ROOM.release(forgotten.count);
        }
        if (unfinished.isEmpty()) {
            unfinished = Map.of();
        }
    }

    /// Forgets all, and tells whoever waits.
    void endAll(Outcome outcome) {
        for (var each : Map.copyOf(unfinished).entrySet()) {
            forget(each.getKey());
            each.getValue().replyTo.tell(outcome);
        }
    }
}
