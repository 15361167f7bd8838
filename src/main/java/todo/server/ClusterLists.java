package todo.server;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.store.Database;
import todo.store.Peers;

/// The processes of all lists, each on one of the servers that share a database.
///
/// This server is a node of the cluster for as long as the others agree. When it was left out, or was stopped for so
/// long that others took over, it throws away what it holds and joins anew; until then who asks is told to try again.
final class ClusterLists implements Lists {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterLists.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_JOIN = Duration.ofSeconds(15);

    private final Database database;
    private final Peers peers;
    private final Feed feed;
    private final Supplier<Node> nodes;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch joined = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().daemon().name("cluster").unstarted(this::run);
    private volatile Node node;

    /// Joins the others, or begins to be the first; if that takes long, it goes on meanwhile.
    ///
    /// @throws java.io.UncheckedIOException if it can't listen for the others
    ClusterLists(
            ClusterSettings settings,
            Database database,
            InstantSource clock,
            Committed committed,
            Feed feed,
            Duration idle) {
        this.database = database;
        this.peers = Objects.requireNonNull(database.peers(), "a database that is shared");
        this.feed = feed;
        this.nodes = () -> new Node(settings, database, peers, clock, committed, feed, idle);
        this.node = nodes.get();
        peers.whenFenced(() -> node.end());
        peers.whenLapsed(lapsed -> node.lapsed(lapsed));
        thread.start();
        try {
            if (!joined.await(FIRST_JOIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "not joined to the other servers yet, as {}; trying on. If this stays so: can they reach that"
                                + " port, and this one theirs? Are the certificates of one authority?",
                        settings.self());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            live();
            while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("this server is no part of the cluster any more; joining again");
                startAgain();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAgain() throws InterruptedException {
        try {
            node = nodes.get();
            live();
        } catch (RuntimeException e) {
            LOG.error("can't join the other servers: {}", e.getMessage(), e);
        }
    }

    /// Is a node until that is over, and what it was writing too.
    private void live() throws InterruptedException {
        var now = node;
        if (now.join()) {
            joined.countDown();
        }
        now.awaitEnd();
        feed.relay(null);
        feed.interrupt();
        try {
            database.ping().join();
        } catch (CompletionException e) {
            LOG.debug("what was on its way to the database has failed", e);
        }
        peers.end();
    }

    @Override
    public void tell(String list, Command command) {
        node.tell(list, command);
    }

    @Override
    public CompletionStage<Outcome> call(String list, Function<ActorRef<Outcome>, Command> command, Duration atMost) {
        return peers.leased() ? node.call(list, command, atMost) : CompletableFuture.failedFuture(away());
    }

    @Override
    public <T> CompletionStage<Answer<T>> ask(String list, Question<T> question, Duration atMost) {
        return peers.leased() ? node.ask(list, question, atMost) : CompletableFuture.failedFuture(away());
    }

    private Away away() {
        return node.hasJoined()
                ? new Away("this server can't renew its lease in the database; try again, or ask another")
                : new Away();
    }

    @Override
    public ActorRef<Event> watch(String list, BlockingQueue<Event> queue) {
        return node.watch(list, queue);
    }

    @Override
    public boolean areOurs() {
        return peers.leased();
    }

    @Override
    public boolean isFirst() {
        return node.isFirst();
    }

    /// The servers of the cluster, by their addresses.
    @Override
    public List<Server> members() {
        return node.members();
    }

    /// A node that has ended is followed by another, as long as there is who sees to it.
    @Override
    public boolean areAlive(Duration atMost) {
        return thread.isAlive();
    }

    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public void close(Duration atMost) throws InterruptedException {
        closing.countDown();
        node.leave(atMost);
        thread.join(atMost);
    }
}
