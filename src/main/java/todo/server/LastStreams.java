package todo.server;

import java.time.Duration;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process that sees to it that a node which ends does end.
///
/// Pekko waits without limit for the streams of its connections to the other nodes, and one of those may never end: it
/// was seen where a server had been stopped for a while and the others had broken its connections off meanwhile
/// (apache/pekko issue 3247; a version after 1.7 has a limit of its own). As long as it waits, this server can't join
/// anew. So what is left of them a while after all else has ended is stopped; nothing is sent any more by then.
final class LastStreams {
    private static final Logger LOG = LoggerFactory.getLogger(LastStreams.class);
    private static final Duration ENOUGH = Duration.ofSeconds(3);
    private static final String STREAMS = "/system/Materializers/*";

    private enum Tick {
        TICK
    }

    private LastStreams() {}

    /// From now on `system` ends within moments when it is to.
    static void limit(ActorSystem<?> system) {
        var _ = system.systemActorOf(create(system), "last-streams", Props.empty());
    }

    private static Behavior<Tick> create(ActorSystem<?> system) {
        return Behaviors.setup(context -> {
            context.watch(system); // its guardian, which is the first to end
            return Behaviors.withTimers(timers -> Behaviors.receive(
                    (_, _) -> {
                        cut(system);
                        return Behaviors.same();
                    },
                    (_, signal) -> {
                        if (signal instanceof Terminated) {
                            timers.startTimerWithFixedDelay(Tick.TICK, ENOUGH);
                        }
                        return Behaviors.same();
                    }));
        });
    }

    private static void cut(ActorSystem<?> system) {
        LOG.warn("connections to other servers do not end; they are cut");
        Adapter.toClassic(system).actorSelection(STREAMS).tell(PoisonPill.getInstance(), ActorRef.noSender());
    }
}
