package todo.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.store.StoreException.Trouble;

/// The servers that share a PostgreSQL database, as far as the database knows of them, and this one among them.
///
/// Each has a *lease*: a row that says until when, by the clock of the database, nobody else takes its lists. It is
/// renewed several times in that time, and while it runs its lists can be read from memory. Who takes a list over
/// from a server that is no longer a member waits until that one's lease is over, takes its row away, and takes the
/// rows of `fence` away, which each transaction of that server locks (see [PostgresRows]): so that what is still on
/// its way from there is either committed before the list is loaded here, or never. It holds however long a server
/// was stopped in whatever it was doing, and whatever a network does.
public final class Peers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
    private static final Duration RENEW = Duration.ofMillis(500);
    private static final Duration CLEAR = Duration.ofMillis(100);
    private static final long COUNTED_ON = Leases.LENGTH.minusMillis(200).toNanos();

    private final Postgres postgres;
    private final int workers;
    private final Thread thread = Thread.ofPlatform().daemon().name("peers").unstarted(this::run);
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean closed;
    private volatile @Nullable Holding holding;
    private volatile Runnable whenFenced = () -> {};
    private volatile Consumer<Set<String>> whenLapsed = _ -> {};
    private final LapsedLeases lapses = new LapsedLeases();
    private final AtomicReference<Clearing> clearing = new AtomicReference<>(new Clearing(List.of()));
    private @Nullable Connection connection;

    /// @param until when the lease ends, in terms of [System#nanoTime]
    private record Holding(String node, long until) {}

    /// Those who are not among `members` are to go; done when they have.
    private record Clearing(List<String> members, CompletableFuture<Void> done) {
        Clearing(List<String> members) {
            this(members, new CompletableFuture<>());
        }
    }

    /// @param workers how many write, of each server
    Peers(Postgres postgres, int workers) {
        this.postgres = postgres;
        this.workers = workers;
    }

    void start() {
        thread.start();
    }

    /// `action` is run, on a thread of this, when the others have taken the lists of this server over.
    public void whenFenced(Runnable action) {
        whenFenced = action;
    }

    /// `action` is given, on a thread of this and at each look, the members that have not renewed their lease for
    /// some seconds although the database is there for this server.
    public void whenLapsed(Consumer<Set<String>> action) {
        whenLapsed = action;
    }

    /// The addresses of the others that run. If there is none this is the first: it begins, as by [#begin], and nobody
    /// else can be the first as well, nor go on as if nothing had been: whose lease was over has to begin anew too.
    ///
    /// @throws StoreException if the database can't be asked
    public List<String> othersOrBegin(String node, String address) {
        return postgres.transaction("find the other servers", connected -> {
            Leases.lock(connected);
            var others = Leases.running(connected, address);
            if (others.isEmpty()) {
                var _ = Leases.takeOver(connected, List.of());
                others = Leases.others(connected, address); // who has renewed its lease meanwhile
            }
            if (others.isEmpty()) {
                insert(connected, node, address);
            }
            return others;
        });
    }

    /// Takes the lease, as `node`, for a server that the others reach at `address`. What was at that address before is
    /// no more.
    ///
    /// @throws StoreException if the database can't be reached
    public void begin(String node, String address) {
        var known = holding;
        if (known == null || !known.node.equals(node)) {
            var _ = postgres.transaction("take a lease", connected -> {
                insert(connected, node, address);
                return node;
            });
        }
    }

    private void insert(Connection connected, String node, String address) throws SQLException {
        Leases.forget(connected, address);
        long start = System.nanoTime();
        Leases.insert(connected, node, address, workers);
        connected.commit();
        holding = new Holding(node, start + COUNTED_ON);
        wake.release();
    }

    /// Whether nobody else can have taken a list of this server: for what is answered from memory.
    public boolean leased() {
        var known = holding;
        return known != null && System.nanoTime() - known.until < 0;
    }

    /// Whether this server has its lease, and those that are no members any more have lost theirs.
    boolean othersAreGone() {
        return leased() && clearing.get().done.state() == Future.State.SUCCESS;
    }

    /// As whom this server writes.
    ///
    /// @throws StoreException with [Trouble#AWAY] if it has no lease
    String writer() {
        var known = holding;
        if (known == null) {
            throw new StoreException(Trouble.AWAY, "this server has no part in " + postgres + " now");
        }
        return known.node;
    }

    /// From now on these are the servers that may have lists; all others must be over before a list is loaded.
    public void members(Set<String> nodes) {
        var now = new Clearing(List.copyOf(nodes));
        var before = clearing.getAndSet(now);
        var _ = now.done.whenComplete((_, failure) -> settle(before.done, failure));
        wake.release();
    }

    private static void settle(CompletableFuture<Void> future, @Nullable Throwable failure) {
        if (failure == null) {
            future.complete(null);
        } else {
            future.completeExceptionally(failure);
        }
    }

    /// Completes when those who are not members any more are over.
    CompletableFuture<Void> cleared() {
        return clearing.get().done;
    }

    /// Gives the lease back, unless it is over: all lists of this server are over.
    public void end() {
        boolean inForce = leased();
        var known = holding;
        holding = null;
        if (known != null && inForce) {
            try {
                var _ = postgres.transaction("give a lease back", connected -> {
                    Leases.remove(connected, known.node);
                    return known;
                });
            } catch (StoreException e) {
                LOG.debug("the lease will end by itself", e);
            }
        }
    }

    private void run() {
        try {
            while (!closed) {
                var _ = wake.tryAcquire(
                        clearing.get().done.isDone() ? RENEW.toMillis() : CLEAR.toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Postgres.closeQuietly(connection);
            connection = null;
        }
    }

    private void look() {
        var known = holding;
        if (known == null) {
            return;
        }
        var clear = clearing.get();
        try {
            var connected = connected();
            renew(connected, known);
            if (leased()) {
                tellLapsed(connected, clear.members);
            }
            if (!clear.members.isEmpty() && !clear.done.isDone()) {
                clear(connected, clear);
            }
        } catch (SQLException e) {
            LOG.debug("the lease can't be renewed now", e);
            boolean written = Postgres.isInTheWay(e); // what is on its way there is being written yet
            lookAgain(clear, written ? null : postgres.failure("see which servers there are", e));
        } catch (RuntimeException e) {
            LOG.error("the lease can't be renewed now; trying again", e);
            lookAgain(clear, new StoreException(Trouble.BROKEN, "can't see which servers there are", e));
        }
    }

    /// @param failure what those are told who wait to hear that others are over; `null` if they wait on
    private void lookAgain(Clearing clear, @Nullable StoreException failure) {
        Postgres.closeQuietly(connection);
        connection = null;
        if (failure != null) {
            lapses.interrupt();
            var _ = clearing.compareAndSet(clear, new Clearing(clear.members)); // who asks next, asks anew
            clear.done.completeExceptionally(failure);
        }
    }

    private Connection connected() throws SQLException {
        var known = connection;
        if (known == null) {
            known = postgres.connect("2");
            connection = known;
            try (var statement = known.createStatement()) {
                statement.execute("SET lock_timeout = 1000");
            }
        }
        return known;
    }

    private void renew(Connection connected, Holding known) throws SQLException {
        long start = System.nanoTime();
        boolean renewed = Leases.renew(connected, known.node);
        if (!isStill(known)) {
            return;
        }
        if (renewed) {
            holding = new Holding(known.node, start + COUNTED_ON);
        } else {
            holding = null;
            LOG.warn("the other servers have taken over what this one had; it begins anew");
            whenFenced.run();
        }
    }

    private void tellLapsed(Connection connected, List<String> members) throws SQLException {
        var lapsed = lapses.look(members, Leases.inForce(connected), System.nanoTime());
        if (!lapsed.isEmpty()) {
            whenLapsed.accept(lapsed);
        }
    }

    private boolean isStill(Holding known) {
        var now = holding;
        return now != null && now.node.equals(known.node);
    }

    private static void clear(Connection connected, Clearing clear) throws SQLException {
        if (Leases.takeOver(connected, clear.members) > 0) {
            LOG.info("took over from a server that is gone");
        }
        Leases.fence(connected);
        if (!Leases.isThereOtherThan(connected, clear.members)) {
            clear.done.complete(null);
        }
    }

    @Override
    public void close() {
        end();
        closed = true;
        wake.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "Peers[" + postgres + "]";
    }
}
