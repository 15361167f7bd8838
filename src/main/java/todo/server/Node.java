package todo.server;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.server.Lists.Away;
import todo.store.Database;
import todo.store.Peers;
import todo.store.RepeatedTask;
import todo.store.StoreException;

/// One life of this server as a node of the cluster: from joining until it leaves, or the others have left it out.
final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final EntityTypeKey<Command> LIST = EntityTypeKey.create(Command.class, "list");
    static final String PARTS = "pekko.cluster.sharding.number-of-shards";
    private static final long JOINING_MILLIS = 2_000;

    private final ClusterSettings settings;
    private final Database database;
    private final Peers peers;
    private final InstantSource clock;
    private final Committed committed;
    private final Feed feed;
    private final Duration idle;
    private final Unanswered unanswered = new Unanswered();
    private final Members members;
    private final Rest rest;
    private final ActorSystem<MemberEvent> system;
    private final Cluster cluster;
    private final AtomicLong watchers = new AtomicLong();
    private volatile @Nullable ActorRef<ShardingEnvelope<Command>> lists;
    private volatile boolean leaving;

    /// @throws java.io.UncheckedIOException if it can't listen for the others
    Node(
            ClusterSettings settings,
            Database database,
            Peers peers,
            InstantSource clock,
            Committed committed,
            Feed feed,
            Duration idle) {
        this.settings = settings;
        this.database = database;
        this.peers = peers;
        this.clock = clock;
        this.committed = committed;
        this.feed = feed;
        this.idle = idle;
        this.members = new Members(peers, unanswered::giveUpSoon);
        this.rest = new Rest(committed);
        committed.whenTooMuch(rest::relieve);
        this.system = NodeConfig.start(members.hear(), settings);
        this.cluster = Cluster.get(system);
    }

    /// The shard of a list, the same on all nodes. Its worker comes of the name's hash too (`Database.workerOf`), so
    /// that is mixed (MurmurHash3's finalizer): else the lists of some shards would leave workers idle.
    static String shardOf(String list, int shards) {
        int hash = list.hashCode();
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return Integer.toString(Math.floorMod(hash ^ hash >>> 16, shards));
    }

    private static final class ByName extends ShardingMessageExtractor<ShardingEnvelope<Command>, Command> {
        private final int parts;

        ByName(int parts) {
            this.parts = parts;
        }

        @Override
        public String entityId(ShardingEnvelope<Command> message) {
            return message.entityId();
        }

        @Override
        public String shardId(String list) {
            return shardOf(list, parts);
        }

        @Override
        public Command unwrapMessage(ShardingEnvelope<Command> message) {
            return message.message();
        }
    }

    private String id() {
        return Members.id(cluster.selfMember().uniqueAddress());
    }

    /// Joins the others, or is the first; `false` if that came to an end before.
    boolean join() throws InterruptedException {
        while (!isOver()) {
            try {
                joinOnce();
                members.up().get(JOINING_MILLIS, TimeUnit.MILLISECONDS);
                peers.begin(id(), settings.self().toString());
                begin();
                return true;
            } catch (TimeoutException _) {
                LOG.debug("not joined yet");
            } catch (StoreException e) {
                LOG.warn("can't join yet: {}", e.getMessage());
                if (members.up().isDone()) { // a member without a lease would be of no use to the others
                    CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.unknownReason());
                    return false;
                }
                var _ = waitForEnd(JOINING_MILLIS);
            } catch (ExecutionException e) {
                throw new IllegalStateException("can't join the other servers", e);
            }
        }
        tellWhetherOthersDiffer();
        return false;
    }

    private void tellWhetherOthersDiffer() {
        if (CoordinatedShutdown.get(system)
                .getShutdownReason()
                .filter(CoordinatedShutdown.incompatibleConfigurationDetectedReason()::equals)
                .isPresent()) {
            LOG.error(
                    "can't join: the running servers assign lists to shards in another way than this one, which has {}"
                            + " shards; stop all of them before this release starts, or start it with -D{}=… as theirs",
                    parts(),
                    PARTS);
        }
    }

    private int parts() {
        return system.settings().config().getInt(PARTS);
    }

    private void joinOnce() {
        if (members.up().isDone()) {
            return;
        }
        var self = cluster.selfMember().address();
        var others = peers.othersOrBegin(id(), settings.self().toString());
        if (others.isEmpty()) {
            cluster.manager().tell(Join.create(self));
        } else {
            cluster.manager().tell(new JoinSeedNodes(NodeConfig.addresses(others, settings.seeds())));
        }
    }

    private void begin() {
        var all = ClusterSharding.get(system)
                .init(Entity.of(LIST, this::list)
                        .withMessageExtractor(new ByName(parts()))
                        .withStopMessage(new Command.Stop()));
        lists = all;
        var _ = system.systemActorOf(
                Undelivered.create(all, message -> sendElsewhere(all, message)), "undelivered", Props.empty());
        feed.relay(system.systemActorOf(Relay.create(feed), "relay", Props.empty()));
        var sweep = idle.dividedBy(Rest.sweeps());
        system.scheduler()
                .scheduleWithFixedDelay(
                        sweep,
                        sweep,
                        new RepeatedTask("let go of unused lists", rest::sweep),
                        system.executionContext());
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseClusterLeave(),
                        "end the lease",
                        () -> CompletableFuture.supplyAsync(this::endLease, Thread::startVirtualThread));
        LOG.info("part of the cluster, as {}", settings.self());
    }

    private Done endLease() {
        peers.end();
        return Done.getInstance();
    }

    private Behavior<Command> list(EntityContext<Command> context) {
        var all = lists;
        if (all == null) {
            throw new IllegalStateException("a list is wanted before there can be any");
        }
        rest.begins(context.getEntityId(), context.getShard());
        var shared = new TodoServer.Shared(database, clock, committed, feed, all, peers::leased);
        return TodoServer.create(context.getEntityId(), shared);
    }

    void tell(String list, Command command) {
        var known = lists;
        if (known != null) {
            known.tell(new ShardingEnvelope<>(list, command));
        }
    }

    CompletionStage<Outcome> call(String list, Function<ActorRef<Outcome>, Command> command, Duration atMost) {
        return send(list, replyTo -> command.apply(replyTo.narrow()), atMost)
                .thenCompose(reply -> fetching(atMost).outcome(list, reply));
    }

    <T> CompletionStage<Answer<T>> ask(String list, Question<T> question, Duration atMost) {
        return send(list, replyTo -> new Command.Ask<>(question, replyTo.narrow()), atMost)
                .thenCompose(reply -> fetching(atMost).answer(list, question, reply));
    }

    /// By way of another node, when the lists of this one are handed over. One that was left out passes nothing on:
    /// what it is still sent may be old.
    private boolean sendElsewhere(ActorRef<ShardingEnvelope<Command>> here, ShardingEnvelope<Command> message) {
        var other = leaving ? members.another(cluster) : null;
        if (other == null) {
            return false;
        }
        Adapter.toClassic(system)
                .actorSelection(other + here.path().toStringWithoutAddress())
                .tell(message, org.apache.pekko.actor.ActorRef.noSender());
        return true;
    }

    private CompletionStage<Object> send(String list, Function<ActorRef<Object>, Command> command, Duration atMost) {
        var known = lists;
        return known == null
                ? CompletableFuture.failedFuture(new Away())
                : unanswered.add(AskPattern.ask(
                        known,
                        replyTo -> Parts.last(system, known, list, command.apply(replyTo)),
                        atMost,
                        system.scheduler()));
    }

    private Fetching fetching(Duration atMost) {
        return Fetching.of(database, Objects.requireNonNull(lists), atMost, system.scheduler());
    }

    ActorRef<Event> watch(String list, BlockingQueue<Event> queue) {
        var known = lists;
        return system.systemActorOf(
                known == null ? Watcher.ended(queue) : Watcher.create(list, known, queue),
                "watcher-" + watchers.incrementAndGet(),
                Props.empty());
    }

    /// Makes those others leave that have lost their leases.
    void lapsed(Set<String> nodes) {
        members.leave(nodes, cluster);
    }

    boolean isFirst() {
        return peers.leased() && members.isFirst(cluster.selfMember().uniqueAddress());
    }

    List<Server> members() {
        return members.known(cluster);
    }

    boolean hasJoined() {
        return lists != null && !isOver();
    }

    private boolean isOver() {
        return system.getWhenTerminated().toCompletableFuture().isDone();
    }

    private boolean waitForEnd(long millis) throws InterruptedException {
        try {
            system.getWhenTerminated().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            LOG.warn("this node has not ended in order", e);
            return true;
        }
    }

    void awaitEnd() throws InterruptedException {
        var _ = waitForEnd(Long.MAX_VALUE);
    }

    /// Has it end without asking the others, who have taken over already.
    void end() {
        system.terminate();
    }

    /// Hands its lists over, leaves, and ends; all that within `atMost`, or else it is cut short. Whom the others have
    /// not taken in yet has nothing to hand over.
    void leave(Duration atMost) throws InterruptedException {
        leaving = true;
        if (members.up().isDone()) {
            CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.unknownReason());
        } else {
            system.terminate();
        }
        if (!waitForEnd(atMost.toMillis())) {
            LOG.warn("leaving the cluster took too long; the others will take over");
            system.terminate();
            var _ = waitForEnd(1_000);
        }
    }
}
