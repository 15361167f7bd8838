package todo.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.account.Access;
import todo.account.Access.Right;
import todo.account.Caller;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Query;
import todo.list.Refusal;
import todo.list.TodoList;
import todo.store.CheckReport;
import todo.store.Database;
import todo.store.ListPage;
import todo.store.Place;
import todo.store.Placed;
import todo.store.Request;
import todo.store.StoreException;

/// The door to all lists, for whoever comes: HTTP, the shell, a Java program.
///
/// A method that gives a future does not wait, nor does a cast; the others wait for the answer, and are for virtual
/// threads. No more than [#MAX_IN_FLIGHT] edits and questions are under way at once. Beyond, a future is `BUSY` at
/// once,
/// and [#edit] waits for its turn, so that a program with a thread for each edit is slowed down, not refused.
/// [ListHandle] has short forms for the edits of one list.
public final class Todos {
    /// How many edits and questions can be under way at once.
    public static final int MAX_IN_FLIGHT = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Todos.class);
    private static final int WATCHED = 1_000;

    private final Database database;
    private final Committed committed;
    private final Feed feed;
    private final Lists lists;
    private final Clock clock;
    private final Duration askTimeout;
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
    private final LongAdder failedCasts = new LongAdder();
    private final Past past;
    private volatile boolean closed;

    Todos(Database database, Committed committed, Feed feed, Lists lists, Clock clock, Duration askTimeout) {
        this.clock = clock;
        this.database = database;
        this.committed = committed;
        this.feed = feed;
        this.lists = lists;
        this.askTimeout = askTimeout;
        this.past = new Past(database);
    }

    private static Right right(Edit edit) {
        return edit instanceof Edit.Drop ? Right.OWN : Right.WRITE;
    }

    /// Makes an edit, and gives what becomes of it: a call.
    ///
    /// @param ifMatch the versions it is meant for, of the entry it is about or else of the list; none for any
    /// @param request set if it may come again and must have one effect
    public CompletableFuture<Outcome> call(
            Caller caller, String list, Edit edit, List<Long> ifMatch, @Nullable Request request) {
        return call(caller, list, edit, ifMatch, request, false);
    }

    private CompletableFuture<Outcome> call(
            Caller caller, String list, Edit edit, List<Long> ifMatch, @Nullable Request request, boolean inTurn) {
        var refusal = Access.check(caller, list, right(edit));
        if (refusal == null && edit instanceof Edit.Send(var _, var to)) {
            refusal = to.equals(list)
                    ? new Refusal.Invalid("list", "must be another list than the one the entry is in")
                    : Access.check(caller, to, Right.WRITE);
        }
        if (refusal != null) {
            return CompletableFuture.completedFuture(new Outcome.Refused(refusal));
        }
        return bounded(
                inTurn,
                () -> lists.call(
                        list, replyTo -> new Command.Do(edit, ifMatch, caller.name(), request, replyTo), askTimeout),
                failed -> failed);
    }

    /// Makes an edit and waits for what becomes of it, and before that for its turn, as long as for an answer.
    public Outcome edit(Caller caller, String list, Edit edit) {
        return call(caller, list, edit, List.of(), null, true).join();
    }

    /// Makes an edit without waiting to hear what becomes of it: a cast.
    ///
    /// @return `false` if so much is under way that it was not taken
    public boolean cast(Caller caller, String list, Edit edit) {
        var outcome = call(caller, list, edit, List.of(), null);
        if (outcome.isDone()
                && outcome.join() instanceof Outcome.Failed(var failure, var _)
                && failure == Outcome.Failure.BUSY) {
            return false;
        }
        var _ = outcome.thenAccept(done -> {
            if (!(done instanceof Outcome.Done)) {
                failedCasts.increment();
            }
        });
        return true;
    }

    /// How many casts came to nothing, refused or failed, since the start.
    public long failedCasts() {
        return failedCasts.sum();
    }

    /// Asks a list something, and gives the answer from what is committed: at once if the list is awake here.
    public <T> CompletableFuture<Answer<T>> ask(Caller caller, String list, Question<T> question) {
        var refusal = Access.check(caller, list, Right.READ);
        if (refusal != null) {
            return CompletableFuture.completedFuture(new Answer.Refused<>(refusal));
        }
        var known = closed || !lists.areOurs() ? null : committed.read(list);
        return known != null
                ? CompletableFuture.completedFuture(new Answer.Given<>(question.of(known)))
                : bounded(
                        false,
                        () -> lists.ask(list, question, askTimeout),
                        failed -> new Answer.Failed<>(failed.failure(), failed.message()));
    }

    /// @param inTurn whether to wait until fewer are under way
    private <R> CompletableFuture<R> bounded(
            boolean inTurn, Supplier<CompletionStage<R>> asking, Function<Outcome.Failed, R> failed) {
        if (closed || !(inTurn ? awaitTurn() : inFlight.tryAcquire())) {
            return CompletableFuture.completedFuture(failed.apply(
                    Failures.busy(closed ? "the server is being stopped" : "too many requests are under way")));
        }
        CompletionStage<R> asked;
        try {
            asked = asking.get();
        } catch (RuntimeException | Error e) {
            inFlight.release();
            throw e;
        }
        return asked.toCompletableFuture()
                // With an executor of our own, for Scala's futures otherwise go through the common pool, where
                // whatever blocks would hold up all answers.
                .handleAsync(
                        (reply, failure) -> {
                            inFlight.release();
                            return failure == null ? reply : failed.apply(Failures.unavailable(unanswered(failure)));
                        },
                        Runnable::run);
    }

    private boolean awaitTurn() {
        try {
            return inFlight.tryAcquire(askTimeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String unanswered(Throwable failure) {
        return Failures.cause(failure) instanceof Lists.Away away
                ? String.valueOf(away.getMessage())
                : "the list did not answer in time";
    }

    /// Takes back the change `version` of a list, with all that the same edit changed. The caller waits.
    public Outcome undo(Caller caller, String list, long version, List<Long> ifMatch, @Nullable Request request) {
        return new Undoing(this, past, caller, list, ifMatch, request).undo(version);
    }

    /// Takes a list back to how it was at `version`, by changes of its own. The caller waits.
    public Outcome restore(Caller caller, String list, long version, List<Long> ifMatch, @Nullable Request request) {
        return new Restore(this, caller, list).to(version, ifMatch, request);
    }

    /// The same, to how it was at `moment`.
    public Outcome restore(Caller caller, String list, Instant moment, List<Long> ifMatch, @Nullable Request request) {
        return new Restore(this, caller, list).to(moment, ifMatch, request);
    }

    /// The changes of a list from version `from` to version `to`, both included, in that direction, as far
    /// as a page goes; downwards, as far as they are kept. The caller waits.
    public Answer<List<Change>> history(Caller caller, String list, long from, long to) {
        return past.history(caller, list, from, to);
    }

    /// The last change of a list that is no longer kept, or 0 if all are. The caller waits.
    public Answer<Long> floor(Caller caller, String list) {
        return past.floor(caller, list);
    }

    /// The list as it was at `version`, for reading. The caller waits.
    public Answer<TodoList> at(Caller caller, String list, long version) {
        return switch (ask(caller, list, new Question.Whole()).join()) {
            case Answer.Given<TodoList>(var now) -> past.at(caller, list, now, version);
            case Answer.Refused<TodoList> refused -> refused;
            case Answer.Failed<TodoList> failed -> failed;
        };
    }

    /// The version that a list had at `moment`. The caller waits.
    public Answer<Long> versionAt(Caller caller, String list, Instant moment) {
        return past.versionAt(caller, list, moment);
    }

    /// The lists `caller` may see whose names come after `after`, in order of name, as far as a page goes;
    /// none when there are no more. The caller waits.
    ///
    /// @throws StoreException if they can't be read
    public ListPage lists(Caller caller, String after) {
        var page = Past.join(database.lists(after));
        return new ListPage(
                page.lists().stream()
                        .filter(list -> Access.check(caller, list.name(), Right.READ) == null)
                        .toList(),
                page.unreadable());
    }

    /// The entries of all lists `caller` may see that `query` wants, from behind `after`. Whoever walks waits.
    ///
    /// @throws StoreException if they can't be read; also from each step
    public Stream<Placed> find(Caller caller, Query query, Place after) {
        var walk = Spliterators.spliteratorUnknownSize(database.walk(query, after), Spliterator.ORDERED);
        return StreamSupport.stream(walk, false)
                .filter(placed -> Access.check(caller, placed.list(), Right.READ) == null);
    }

    /// Looks whether all that is on disk is whole, on a thread of its own.
    public CompletableFuture<CheckReport> check() {
        var report = new CompletableFuture<CheckReport>();
        Thread.ofPlatform().daemon().name("check").start(() -> {
            try {
                report.complete(database.check((_, _, _) -> {}));
            } catch (RuntimeException | Error e) {
                report.completeExceptionally(e);
            }
        });
        return report;
    }

    /// Watches a list.
    ///
    /// @param since the version after which changes are wanted, or `null` for those from now on
    public Answer<Watch> watch(Caller caller, String list, @Nullable Long since) {
        return past.ifKept(caller, list, since == null ? Long.MAX_VALUE : since, () -> new Watch(this, list, since));
    }

    /// Watches all lists that `caller` may see.
    public WatchAll watchAll(Caller caller) {
        return watchAll(caller, _ -> true, WATCHED);
    }

    /// The same for what is `wanted` alone, which is asked by the lists' processes and must be quick.
    ///
    /// @param most how much can wait to be taken
    public WatchAll watchAll(Caller caller, Predicate<News> wanted, int most) {
        return new WatchAll(feed, caller, wanted, most);
    }

    /// Makes a list's process fail, as a defect would, so that one can watch it heal.
    public void crash(String list) {
        tell(list, new Command.Crash());
    }

    /// Whether what one server alone must do is to be done by this one, and none that did it before still can.
    public boolean isFirst() {
        return lists.isFirst() && database.othersAreGone();
    }

    /// The time, as the lists have it.
    public Instant now() {
        return clock.instant();
    }

    /// Where the server is, for times of which nobody says where they are meant.
    public ZoneId zone() {
        return clock.getZone();
    }

    /// How many edits and questions are under way.
    public int inFlight() {
        return MAX_IN_FLIGHT - inFlight.availablePermits();
    }

    /// Takes nothing more, and waits until what is under way is answered, or for `atMost`.
    void close(Duration atMost) throws InterruptedException {
        closed = true;
        if (!inFlight.tryAcquire(MAX_IN_FLIGHT, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("{} requests were not answered in time", inFlight());
        }
    }

    /// Completes when all that `list` has let go has arrived, or it is not known whether it has.
    CompletableFuture<Outcome> awaitSent(String list) {
        return bounded(false, () -> lists.call(list, Command.AwaitSent::new, askTimeout), failed -> failed);
    }

    ActorRef<Event> startWatcher(String list, BlockingQueue<Event> queue) {
        return lists.watch(list, queue);
    }

    void tell(String list, Command command) {
        lists.tell(list, command);
    }

    /// As [#history], for what is allowed already.
    List<Change> changes(String list, long first, long last) {
        return past.changes(list, first, last);
    }
}
