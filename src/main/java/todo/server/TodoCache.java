package todo.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import todo.store.Database;

/// The registry: finds the process of a list by name, and starts it if it is not there.
///
/// A message is an envelope with the list's name on it, as Cluster Sharding has it. Lists that nobody
/// has used for a while, or that are too much for the memory, are let go: the name is forgotten, what comes for it
/// meanwhile is held, and when the process has ended, what was held goes to a new one. So no message is lost, and no
/// list has two processes. A message on which it fails is passed over: to start it again would end all lists and lose
/// what waits for them.
final class TodoCache {
    private static final ShardingEnvelope<Command> SWEEP = new ShardingEnvelope<>("", new Command.Stop());

    /// Comes when the lists take too much memory.
    private static final ShardingEnvelope<Command> RELIEVE = new ShardingEnvelope<>("", new Command.Stop());

    private static final int SWEEPS_PER_IDLE = 4;

    /// @param idle how long nobody must have used a list for it to be let go
    static Behavior<ShardingEnvelope<Command>> create(
            Database database, java.time.InstantSource clock, Committed committed, Feed feed, Duration idle) {
        Behavior<ShardingEnvelope<Command>> cache = Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new TodoCache(context, database, clock, committed, feed)
                        .start(timers, idle.dividedBy(SWEEPS_PER_IDLE))));
        return Behaviors.supervise(cache).onFailure(SupervisorStrategy.resume());
    }

    private static final class Running {
        private final ActorRef<Command> server;
        private int unusedSweeps;

        Running(ActorRef<Command> server) {
            this.server = server;
        }
    }

    private final ActorContext<ShardingEnvelope<Command>> context;
    private final TodoServer.Shared shared;
    private final Map<String, Running> running = new HashMap<>();
    private final Map<String, List<Command>> held = new HashMap<>();
    private final Map<ActorRef<Void>, String> ending = new HashMap<>();

    private TodoCache(
            ActorContext<ShardingEnvelope<Command>> context,
            Database database,
            java.time.InstantSource clock,
            Committed committed,
            Feed feed) {
        this.context = context;
        var self = context.getSelf();
        this.shared = new TodoServer.Shared(database, clock, committed, feed, self, () -> true);
        committed.whenTooMuch(() -> self.tell(RELIEVE));
    }

    private Behavior<ShardingEnvelope<Command>> start(
            TimerScheduler<ShardingEnvelope<Command>> timers, Duration sweep) {
        timers.startTimerWithFixedDelay(SWEEP, sweep);
        return Behaviors.receive((_, envelope) -> received(envelope), (_, signal) -> signalled(signal));
    }

    @SuppressWarnings("ReferenceEquality") // these two are meant, not whatever is like them
    private Behavior<ShardingEnvelope<Command>> received(ShardingEnvelope<Command> envelope) {
        if (envelope == SWEEP) {
            sweep();
        } else if (envelope == RELIEVE) {
            shared.committed().toLetGo().forEach(this::letGo);
        } else {
            forward(envelope.entityId(), envelope.message());
        }
        return Behaviors.same();
    }

    private void forward(String list, Command command) {
        var holding = held.isEmpty() ? null : held.get(list);
        if (holding != null) {
            holding.add(command);
            return;
        }
        var found = running.get(list);
        if (found == null) {
            found = new Running(context.spawnAnonymous(TodoServer.create(list, shared)));
            running.put(list, found);
        }
        found.unusedSweeps = 0;
        found.server.tell(command);
    }

    private void sweep() {
        List<String> unused = new ArrayList<>();
        running.forEach((list, entry) -> {
            if (shared.committed().wasRead(list)) {
                entry.unusedSweeps = 0;
            } else if (++entry.unusedSweeps > SWEEPS_PER_IDLE) {
                unused.add(list);
            }
        });
        unused.forEach(this::letGo);
    }

    private void letGo(String list) {
        var unused = running.remove(list);
        if (unused == null) {
            return;
        }
        var server = unused.server;
        held.put(list, new ArrayList<>());
        ending.put(server.unsafeUpcast(), list);
        context.watch(server);
        server.tell(new Command.Stop());
    }

    private Behavior<ShardingEnvelope<Command>> signalled(Signal signal) {
        if (signal instanceof Terminated terminated) {
            String list = ending.remove(terminated.getRef());
            var holding = list == null ? null : held.remove(list);
            if (list != null && holding != null) {
                holding.forEach(command -> forward(list, command));
            }
        }
        return Behaviors.same();
    }
}
