package todo.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import todo.list.Change;
import todo.list.Entry;
import todo.list.TodoList;
import todo.store.Database;
import todo.store.StoreException;
import todo.store.StoreException.Trouble;

/// Makes of what came from a list, maybe one of another node, the answer: what was too large to be sent is read in the
/// database. Nothing here waits.
///
/// What is read there may be ahead of what the list has told anyone. It is not given out before the list itself has
/// come as far; else who reads next, elsewhere, could see less.
final class Fetching {
    private static final int TRIES = 100;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Database database;
    private final Function<String, CompletionStage<Answer<Question.About.Known>>> about;

    /// @param about asks a list how far it has come
    Fetching(Database database, Function<String, CompletionStage<Answer<Question.About.Known>>> about) {
        this.database = database;
        this.about = about;
    }

    /// @param timeout how long a list may take to say how far it has come
    static Fetching of(
            Database database, ActorRef<ShardingEnvelope<Command>> lists, Duration timeout, Scheduler scheduler) {
        return new Fetching(
                database,
                list -> AskPattern.ask(
                        lists,
                        replyTo -> new ShardingEnvelope<>(list, new Command.Ask<>(new Question.About(), replyTo)),
                        timeout,
                        scheduler));
    }

    /// @param reply to `question`: an [Answer], or an [Elsewhere.Given]
    @SuppressWarnings("unchecked") // as the question is, so is the answer
    <T> CompletableFuture<Answer<T>> answer(String list, Question<T> question, Object reply) {
        return switch (reply) {
            case Elsewhere.Given(var version) ->
                load(list, version)
                        .<Answer<T>>thenApply(loaded -> new Answer.Given<>(question.of(loaded)))
                        .exceptionally(failure -> {
                            var failed = Failures.of(failure);
                            return new Answer.Failed<>(failed.failure(), failed.message());
                        });
            case Answer<?> answer -> CompletableFuture.completedFuture((Answer<T>) answer);
            default -> throw new IllegalArgumentException(reply + " is no answer");
        };
    }

    /// @param reply to an edit: an [Outcome], or an [Elsewhere.Done]
    CompletableFuture<Outcome> outcome(String list, Object reply) {
        return switch (reply) {
            case Elsewhere.Done done ->
                done(list, done)
                        .exceptionally(failure -> Failures.unavailable("it is done, but what came of it can't be read: "
                                + Failures.of(failure).message()));
            case Outcome outcome -> CompletableFuture.completedFuture(outcome);
            default -> throw new IllegalArgumentException(reply + " is no outcome");
        };
    }

    private CompletableFuture<Outcome> done(String list, Elsewhere.Done done) {
        return changes(list, done.first(), done.last(), new ArrayList<>())
                .thenCompose(changes -> entries(list, done.entries(), changes)
                        .thenApply(entries ->
                                new Outcome.Done(done.version(), List.copyOf(changes), entries, done.replayed())));
    }

    private CompletableFuture<List<Change>> changes(String list, long first, long last, List<Change> before) {
        if (first == 0 || first > last) {
            return CompletableFuture.completedFuture(before);
        }
        return database.changes(list, first, last).thenCompose(page -> {
            if (page.isEmpty() || page.getFirst().version() != first) {
                throw new StoreException(
                        Trouble.BROKEN, "the list \"" + list + "\" has no change " + first + " any more");
            }
            before.addAll(page);
            return changes(list, page.getLast().version() + 1, last, before);
        });
    }

    /// The entries as `changes` left them; those that were not changed, or were sent elsewhere, as they are now.
    private CompletableFuture<List<Entry>> entries(String list, List<Long> ids, List<Change> changes) {
        Map<Long, Entry> left = new HashMap<>();
        var home = list;
        for (var change : changes) {
            var entry = change.entry();
            if (change.what() instanceof Change.MovedOut(var _, var to)) {
                home = to;
            } else if (entry != null && change.leavesEntry()) {
                left.put(entry.id(), entry);
            }
        }
        return left.keySet().containsAll(ids)
                ? CompletableFuture.completedFuture(
                        ids.stream().map(left::get).filter(Objects::nonNull).toList())
                : load(home, 0)
                        .thenApply(loaded -> ids.stream()
                                .map(id -> left.containsKey(id) ? left.get(id) : loaded.entry(id))
                                .filter(Objects::nonNull)
                                .toList());
    }

    private CompletableFuture<TodoList> load(String list, long atLeast) {
        return database.load(list).thenCompose(loaded -> {
            if (loaded.list().version() < atLeast) {
                throw new StoreException(
                        Trouble.BROKEN,
                        "the list \"" + list + "\" is on disk only up to version "
                                + loaded.list().version() + ", not " + atLeast);
            }
            return reached(list, loaded.list(), TRIES);
        });
    }

    /// Completes when the process of `list` has come to the version of `loaded`.
    private CompletableFuture<TodoList> reached(String list, TodoList loaded, int tries) {
        return about.apply(list).toCompletableFuture().thenCompose(answer -> {
            if (answer instanceof Answer.Given<Question.About.Known>(var known)
                    && known.version() >= loaded.version()) {
                return CompletableFuture.completedFuture(loaded);
            }
            if (tries == 1) {
                throw new StoreException(Trouble.BUSY, "the list \"" + list + "\" does not come to what is on disk");
            }
            var later = CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
            return CompletableFuture.runAsync(() -> {}, later).thenCompose(_ -> reached(list, loaded, tries - 1));
        });
    }
}
