package todo.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/// Lets go of the lists of this node that nobody has used for a while or that are too much for its memory, as
/// [TodoCache] does where it is alone. Sharding itself sees only messages, and reading takes none.
final class Rest {
    private static final int SWEEPS = 4;

    private static final class Awake {
        private final ActorRef<ClusterSharding.ShardCommand> shard;
        private int handled;
        private int unused;

        Awake(ActorRef<ClusterSharding.ShardCommand> shard) {
            this.shard = shard;
        }
    }

    private final Committed committed;
    private final Map<String, Awake> lists = new ConcurrentHashMap<>();

    Rest(Committed committed) {
        this.committed = committed;
    }

    /// A process of `list` begins, in `shard`.
    void begins(String list, ActorRef<ClusterSharding.ShardCommand> shard) {
        lists.put(list, new Awake(shard));
    }

    /// To be called [#SWEEPS] times in the time after which an unused list is let go, by one thread at a time.
    void sweep() {
        lists.forEach((list, awake) -> {
            var life = committed.life(list);
            if (life == null ? ++awake.unused > SWEEPS : isUnused(awake, life)) {
                lists.remove(list, awake);
                if (life != null) {
                    awake.shard.tell(new ClusterSharding.Passivate<>(life.process()));
                }
            }
        });
    }

    /// To be called when the lists take too much memory.
    void relieve() {
        committed.toLetGo().forEach(list -> {
            var awake = lists.remove(list);
            var life = committed.life(list);
            if (awake != null && life != null) {
                awake.shard.tell(new ClusterSharding.Passivate<>(life.process()));
            }
        });
    }

    private static boolean isUnused(Awake awake, Life life) {
        boolean used = life.wasRead() || life.handled() != awake.handled;
        awake.handled = life.handled();
        awake.unused = used ? 0 : awake.unused + 1;
        return awake.unused > SWEEPS;
    }

    static int sweeps() {
        return SWEEPS;
    }
}
