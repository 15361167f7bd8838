package todo.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Refusal;
import todo.list.Result;
import todo.list.TodoList;
import todo.server.Command.Ask;
import todo.server.Command.AwaitSent;
import todo.server.Command.Crash;
import todo.server.Command.Deliver;
import todo.server.Command.Delivered;
import todo.server.Command.Do;
import todo.server.Command.LoadAgain;
import todo.server.Command.LookedUp;
import todo.server.Command.NotLoaded;
import todo.server.Command.NotLookedUp;
import todo.server.Command.NotStored;
import todo.server.Command.Part;
import todo.server.Command.Parted;
import todo.server.Command.Ready;
import todo.server.Command.Reload;
import todo.server.Command.Stop;
import todo.server.Command.Stored;
import todo.server.Command.Unanswered;
import todo.server.Command.Unwatch;
import todo.server.Command.Watch;
import todo.store.Answered;
import todo.store.Database;
import todo.store.OpenList;
import todo.store.OutOfMemory;
import todo.store.Request;
import todo.store.Sending;
import todo.store.StoreException;
import todo.store.StoreException.Trouble;
import todo.store.Write;

/// The process that owns one list: one writer, so no locks.
///
/// It works ahead of the disk: an edit is applied to the list `ahead` and handed to the database, and
/// the next one is taken at once; so one list gets many changes into one commit. It answers behind the
/// disk: only when a change is stored does it reach the list `committed`, from which all is read (see
/// [Committed]) and told. If a change can't be stored, all that waits is answered with the reason, and the list is
/// loaded again from disk.
///
/// It heals itself: when it fails on a command, whatever that is, all who wait are told, all that it holds is thrown
/// away, and the list is loaded again from disk. So an idle list needs no supervisor of its own in memory.
final class TodoServer {
    /// What all lists share.
    ///
    /// @param feed where changes are told to those who watch all lists
    /// @param lists where other lists are found
    /// @param ours whether nobody else can have taken a list from here
    record Shared(
            Database database,
            InstantSource clock,
            Committed committed,
            Feed feed,
            ActorRef<ShardingEnvelope<Command>> lists,
            BooleanSupplier ours) {}

    private static final Logger LOG = LoggerFactory.getLogger(TodoServer.class);
    private static final int MAX_STASHED = 10_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 4;
    private static final Outcome.Failed NOT_OURS =
            Failures.unavailable("the list's server has no lease in the database now; try again");
    private static final Outcome.Failed STARTING_AGAIN = Failures.unavailable("the list is being started again");

    static Behavior<Command> create(String name, Shared shared) {
        return Behaviors.setup(context -> new TodoServer(name, shared, context).load());
    }

    /// @param committed the list as it is on disk
    /// @param ahead the list with all edits that wait
    private record State(TodoList committed, TodoList ahead, OpenList open, boolean stopping) {
        State withCommitted(TodoList list) {
            return new State(list, ahead, open, stopping);
        }

        State stopped() {
            return new State(committed, ahead, open, true);
        }

        State withAhead(TodoList list) {
            return new State(committed, list, open, stopping);
        }
    }

    private final String name;
    private final Shared shared;
    private final ActorContext<Command> context;
    private final Pipeline pipeline = new Pipeline();
    private final Requests requests = new Requests();
    private final Watchers watchers = new Watchers();
    private final Outbox outbox;
    private final Assembly parts;
    private final Life life;
    private int failedLoads;

    private TodoServer(String name, Shared shared, ActorContext<Command> context) {
        this.name = name;
        this.shared = shared;
        this.context = context;
        this.outbox = new Outbox(name, shared, context);
        this.parts = new Assembly(name, context);
        this.life = shared.committed().begin(name, context.getSelf());
    }

    private Behavior<Command> load() {
        askForList();
        return Behaviors.withStash(MAX_STASHED, this::loading);
    }

    private void askForList() {
        shared.committed().loading(name, life);
        context.pipeToSelf(
                shared.database().load(name),
                (loaded, failure) -> loaded != null ? new Ready(loaded) : new NotLoaded(Failures.cause(failure)));
    }

    private Behavior<Command> loading(StashBuffer<Command> stash) {
        return Behaviors.receive((_, command) -> guarded(stash, command), (_, signal) -> {
            if (signal instanceof PostStop) {
                stash.forEach(command -> fail(command, STARTING_AGAIN));
            }
            return signalled(signal);
        });
    }

    private Behavior<Command> guarded(StashBuffer<Command> stash, Command command) {
        try {
            return loading(stash, command);
        } catch (RuntimeException | Error e) {
            OutOfMemory.look(e);
            failAll();
            return notLoaded(stash, e);
        } finally {
            life.handled(pipeline.size());
        }
    }

    private Behavior<Command> loading(StashBuffer<Command> stash, Command command) {
        return switch (command) {
            case Ready(var loaded) -> {
                failedLoads = 0;
                shared.committed().put(name, life, loaded.list());
                loaded.sendings().forEach(outbox::deliver);
                watchers.tell(new Event.Watching(loaded.list().version(), context.getSelf()));
                shared.feed().tell(name, loaded.list().version(), List.of());
                yield stash.unstashAll(ready(new State(loaded.list(), loaded.list(), loaded.open(), false)));
            }
            case NotLoaded(var reason) -> notLoaded(stash, reason);
            case LoadAgain _ -> {
                askForList();
                yield Behaviors.same();
            }
            case Parted parted -> {
                parts.take(parted);
                yield Behaviors.same();
            }
            case Stop _ when !shared.ours().getAsBoolean() -> Behaviors.stopped();
            case Do _,
                    Ask<?> _,
                    Watch _,
                    Unwatch _,
                    AwaitSent _,
                    Stop _,
                    Crash _,
                    LookedUp _,
                    NotLookedUp _,
                    Deliver _,
                    Delivered _ -> {
                if (stash.isFull()) {
                    fail(command, Failures.busy("the list is being loaded, and too many wait for it"));
                } else {
                    stash.stash(command);
                }
                yield Behaviors.same();
            }
            case Stored _, NotStored _, Reload _ ->
                Behaviors.same(); // of before the list was loaded again, and answered then
        };
    }

    /// Those who wait are told; who comes now waits for the next try, which comes later each time it fails.
    private Behavior<Command> notLoaded(StashBuffer<Command> stash, Throwable reason) {
        boolean stop = stash.anyMatch(Stop.class::isInstance);
        stash.forEach(waiting -> fail(waiting, Failures.of(reason)));
        if (stop) {
            return Behaviors.stopped(); // the registry waits for it, and starts it again if need be
        }
        shared.committed().crashed(name, life);
        if (!(reason instanceof StoreException store && store.trouble() == Trouble.AWAY)) { // said once for all lists
            LOG.error("can't load the list \"{}\": {}", name, reason.getMessage(), reason);
        }
        context.scheduleOnce(FIRST_PAUSE.multipliedBy(1L << failedLoads), context.getSelf(), new LoadAgain());
        failedLoads = Math.min(failedLoads + 1, MOST_DOUBLINGS);
        return Behaviors.withStash(MAX_STASHED, again -> {
            stash.forEach(waiting -> keep(waiting, again));
            return loading(again);
        });
    }

    /// What is not answered, and nobody would say again, must outlive the failure.
    private static void keep(Command command, StashBuffer<Command> stash) {
        switch (command) {
            case Watch _, Unwatch _ -> stash.stash(command);
            case Do _, Ask<?> _, AwaitSent _, Part _, LookedUp _, NotLookedUp _, Unanswered _ -> {}
        }
    }

    private Behavior<Command> ready(State state) {
        return Behaviors.receive((_, command) -> guarded(state, command), (_, signal) -> signalled(signal));
    }

    /// Handles `command`; if that fails, whoever waits is told, and the list begins anew from what is on disk.
    private Behavior<Command> guarded(State state, Command command) {
        try {
            if (!(command instanceof Unanswered) && !shared.ours().getAsBoolean()) {
                fail(command, NOT_OURS); // also a refusal would tell of a list that may be old
                return Behaviors.same();
            }
            return handle(state, command);
        } catch (RuntimeException | Error e) {
            OutOfMemory.look(e);
            LOG.error("the list \"{}\" failed and is being loaded again", name, e);
            shared.committed().crashed(name, life);
            fail(command, Failures.unavailable("the list failed on this request and is being started again"));
            failAll();
            if (state.stopping || command instanceof Stop) {
                context.getSelf().tell(new Stop());
            }
            return load();
        } finally {
            life.handled(pipeline.size());
        }
    }

    private Behavior<Command> handle(State state, Command command) {
        return switch (command) {
            case Do edit -> edit(state, edit);
            case Ask<?> ask -> answer(state, ask);
            case Parted parted -> {
                parts.take(parted);
                yield Behaviors.same();
            }
            case Watch(var watcher) -> watch(state, watcher);
            case Unwatch(var watcher) -> {
                watchers.remove(watcher);
                life.watched(!watchers.isEmpty());
                yield Behaviors.same();
            }
            case LookedUp(var edit, var before) -> before == null ? apply(state, edit) : replay(state, edit, before);
            case NotLookedUp(var edit, var reason) -> {
                finish(edit, Failures.of(reason));
                yield Behaviors.same();
            }
            case Stored(var open) -> open == state.open ? stored(state) : Behaviors.same();
            case NotStored(var open, var reason) -> open == state.open ? notStored(state, reason) : Behaviors.same();
            case Deliver(var sending) -> {
                if (outbox.isCurrent(sending)) {
                    outbox.deliver(sending);
                }
                yield Behaviors.same();
            }
            case Delivered(var sending, var outcome) ->
                outbox.isCurrent(sending) ? delivered(state, sending, outcome) : Behaviors.same();
            case AwaitSent(var replyTo) -> {
                outbox.awaitAll(
                        () -> replyTo.tell(new Outcome.Done(state.committed.version(), List.of(), List.of(), false)));
                yield Behaviors.same();
            }
            case Stop _ -> next(state.stopped());
            case Reload _ -> {
                failAll();
                if (state.stopping) {
                    yield Behaviors.stopped();
                }
                yield load();
            }
            case Crash _ -> throw new IllegalStateException("the list \"" + name + "\" was told to fail");
            case Ready _, NotLoaded _, LoadAgain _ ->
                throw new IllegalStateException(command + " while the list is not being loaded");
        };
    }

    /// Requests with a key that are not answered when it ends go to the process that the list has next. Without a lease
    /// it waits for no write: the list is loaded elsewhere only behind what becomes of it.
    private Behavior<Command> next(State state) {
        if (!state.stopping || !pipeline.isEmpty() && shared.ours().getAsBoolean()) {
            return ready(state);
        }
        requests.handOver(edit -> shared.lists().tell(Parts.last(context.getSystem(), shared.lists(), name, edit)));
        outbox.wakeList();
        return Behaviors.stopped();
    }

    private Behavior<Command> edit(State state, Do edit) {
        if (edit.request() == null) {
            return apply(state, edit);
        }
        if (requests.begin(edit, edit.request())) {
            context.pipeToSelf(
                    shared.database().answered(name, edit.request().key()),
                    (before, failure) -> failure == null ? new LookedUp(edit, before) : new NotLookedUp(edit, failure));
        }
        return Behaviors.same();
    }

    private Behavior<Command> apply(State state, Do edit) {
        var now = Instant.ofEpochMilli(shared.clock().millis());
        return switch (state.ahead.apply(edit.edit(), edit.ifMatch(), edit.by(), now)) {
            case Result.Refused(var refusal) -> unchanged(state, edit, new Outcome.Refused(refusal));
            case Result.Changed changed -> {
                var done = new Outcome.Done(changed.list().version(), changed.changes(), changed.entries(), false);
                if (changed.changes().isEmpty()) {
                    yield unchanged(state, edit, isOfNoList(state, edit) ? noSuchList() : done);
                }
                var sending =
                        edit.edit() instanceof Edit.Send(var _, var to) ? new Sending(to, changed.changes()) : null;
                var write = write(state, changed, edit.request(), sending, 0);
                yield store(state, write, changed.list(), changed.changes(), failure -> {
                    if (failure != null) {
                        finish(edit, failure);
                    } else if (sending == null) {
                        finish(edit, done);
                    } else {
                        outbox.await(sending.first(), outcome -> finish(edit, outcome));
                        outbox.deliver(sending);
                    }
                });
            }
        };
    }

    /// There is nothing to clear or to drop.
    private static boolean isOfNoList(State state, Do edit) {
        return !state.ahead.alive() && (edit.edit() instanceof Edit.Clear || edit.edit() instanceof Edit.Drop);
    }

    private Outcome noSuchList() {
        return new Outcome.Refused(new Refusal.NoSuchList(name));
    }

    /// Answers what changed nothing. The answer to a request with a key is stored, so that the same request is
    /// answered the same later, whatever the list is then. That of a request which was meant for other versions is
    /// not: it always will be.
    private Behavior<Command> unchanged(State state, Do edit, Outcome outcome) {
        var request = edit.request();
        boolean stale = outcome instanceof Outcome.Refused(Refusal.Stale _)
                && edit.ifMatch().stream()
                        .allMatch(version -> version != TodoList.THERE && version != TodoList.NOT_THERE);
        if (request == null || stale) {
            finishBehind(state, edit, outcome);
            return Behaviors.same();
        }
        String text = OutcomeJson.write(outcome);
        var write = Write.ofAnswer(state.open, state.ahead, request, text, told(state.open));
        return store(
                state, write, state.ahead, List.of(), failure -> finish(edit, failure == null ? outcome : failure));
    }

    /// Answers what needed no change, but not before that is on disk by which it was judged.
    private void finishBehind(State state, Do edit, Outcome outcome) {
        if (pipeline.isEmpty()) {
            finish(edit, outcome);
        } else if (pipeline.isFull()) {
            finish(edit, Failures.busy("too many edits of the list wait to be stored"));
        } else {
            pipeline.addBehind(state.ahead, failure -> finish(edit, failure == null ? outcome : failure));
        }
    }

    private Consumer<@Nullable StoreException> told(OpenList open) {
        var self = context.getSelf();
        return reason -> self.tell(reason == null ? new Stored(open) : new NotStored(open, reason));
    }

    private Write write(
            State state, Result.Changed changed, @Nullable Request request, @Nullable Sending sending, long settled) {
        return new Write(
                state.open,
                state.ahead,
                changed.list(),
                changed.changes(),
                request,
                sending,
                settled,
                told(state.open));
    }

    private Behavior<Command> store(
            State state, Write write, TodoList after, List<Change> changes, Consumer<Outcome.@Nullable Failed> answer) {
        if (pipeline.isFull() || !shared.database().store(write)) {
            answer.accept(Failures.busy("too many edits wait to be stored"));
            return Behaviors.same();
        }
        pipeline.add(after, changes, answer);
        return ready(state.withAhead(after));
    }

    private Behavior<Command> stored(State state) {
        shared.committed().put(name, life, pipeline.first());
        var stored = pipeline.stored();
        if (!stored.changes().isEmpty()) {
            watchers.tell(new Event.Happened(stored.changes()));
            shared.feed().tell(name, stored.list().version(), stored.changes());
        }
        return next(state.withCommitted(stored.list()));
    }

    /// Where nothing can have been changed, the list goes on from what is committed, without asking the disk.
    private Behavior<Command> notStored(State state, StoreException reason) {
        pipeline.fail(Failures.of(reason));
        if (reason.trouble() == Trouble.DISK_FULL) {
            return next(new State(state.committed, state.committed, state.open.renewed(), state.stopping));
        }
        return state.stopping ? Behaviors.stopped() : load();
    }

    /// What comes of a request that was made before: the same answer, and nothing is done again.
    /// A move that the other list refused was never answered as made, so it is tried anew.
    private Behavior<Command> replay(State state, Do edit, Answered before) {
        if (edit.request() != null && !before.digest().equals(edit.request().digest())) {
            finish(
                    edit,
                    new Outcome.Refused(new Refusal.KeyReused(edit.request().key())));
            return Behaviors.same();
        }
        if (before.outcome() != null) {
            finish(edit, OutcomeJson.readAgain(before.outcome()));
            return Behaviors.same();
        }
        var first = before.changes().getFirst();
        var last = before.changes().getLast();
        if (outbox.isUnderWay(first.version())) {
            outbox.await(first.version(), outcome -> finish(edit, outcome));
        } else if (first.what() instanceof Change.MovedOut(var entry, var _)
                && state.committed.entry(entry.id()) != null) {
            return apply(state, edit);
        } else {
            finish(edit, new Outcome.Done(last.version(), before.changes(), entries(before.changes()), true));
        }
        return Behaviors.same();
    }

    private static List<Entry> entries(List<Change> changes) {
        return changes.stream()
                .filter(Change::leavesEntry)
                .map(Change::entry)
                .filter(Objects::nonNull)
                .toList();
    }

    private void finish(Do edit, Outcome outcome) {
        if (edit.request() == null) {
            edit.replyTo().tell(outcome);
        } else {
            requests.end(edit.request(), outcome);
        }
    }

    private Behavior<Command> answer(State state, Ask<?> ask) {
        ask.answer(state.committed);
        return Behaviors.same();
    }

    private Behavior<Command> watch(State state, ActorRef<Event> watcher) {
        if (watchers.add(watcher)) {
            context.watchWith(watcher, new Unwatch(watcher));
            life.watched(true);
        }
        watcher.tell(new Event.Watching(state.committed.version(), context.getSelf()));
        return Behaviors.same();
    }

    private Behavior<Command> delivered(State state, Sending sending, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var _, var _, var entries, var _) -> {
                outbox.end(sending.first(), new Outcome.Done(sending.last(), sending.changes(), entries, false));
                var nothing = new Result.Changed(state.ahead, List.of(), List.of());
                var settled = write(state, nothing, null, null, sending.first());
                yield store(state, settled, state.ahead, List.of(), _ -> {});
            }
            case Outcome.Refused refused -> takeBack(state, sending, refused);
            case Outcome.Failed failed -> deliverLater(sending, failed.message());
        };
    }

    private Behavior<Command> takeBack(State state, Sending sending, Outcome.Refused refused) {
        var changes = sending.changes();
        var now = Instant.ofEpochMilli(shared.clock().millis());
        return switch (state.ahead.apply(
                new Edit.Return(changes), List.of(), changes.getFirst().by(), now)) {
            case Result.Changed changed -> {
                outbox.takeBack(sending);
                var returned = write(state, changed, null, null, sending.first());
                yield store(state, returned, changed.list(), changed.changes(), failure -> {
                    if (failure != null && failure.failure() == Outcome.Failure.BUSY) {
                        outbox.deliverLater(sending, failure.message());
                    } else {
                        outbox.end(sending.first(), failure == null ? refused : failure);
                    }
                });
            }
            case Result.Refused(var refusal) -> deliverLater(sending, refused + ", and it can't come back: " + refusal);
        };
    }

    private Behavior<Command> deliverLater(Sending sending, String reason) {
        outbox.deliverLater(sending, reason);
        return Behaviors.same();
    }

    private void fail(Command command, Outcome.Failed failed) {
        switch (command) {
            case Do edit -> edit.replyTo().tell(failed);
            case Ask<?> ask -> ask.fail(failed);
            case AwaitSent(var replyTo) -> replyTo.tell(failed);
            case Part part -> part.replyTo().tell(failed);
            case LookedUp(var edit, var _) -> finish(edit, failed);
            case NotLookedUp(var edit, var _) -> finish(edit, failed);
            case Unanswered _ -> {}
        }
    }

    private Behavior<Command> signalled(Signal signal) {
        if (signal instanceof PostStop) {
            shared.committed().end(name, life);
            failAll();
            watchers.tell(new Event.Interrupted());
        }
        return Behaviors.same();
    }

    /// Whoever still waits is told, for nobody else will tell them.
    private void failAll() {
        pipeline.fail(STARTING_AGAIN);
        outbox.endAll(STARTING_AGAIN);
        requests.endAll(STARTING_AGAIN);
        parts.endAll(STARTING_AGAIN);
    }
}
