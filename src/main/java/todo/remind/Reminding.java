package todo.remind;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.account.Caller;
import todo.list.Entry;
import todo.server.Answer;
import todo.server.Question;
import todo.server.Todos;
import todo.server.Watch;
import todo.server.WatchAll;
import todo.store.ReminderStorage;
import todo.store.ReminderStorage.Delivery;
import todo.store.ReminderTarget;

/// Begins a delivery to each target whenever people are to be reminded of something: a thread of its own, which follows
/// all lists while there is anybody to tell, and it is this server that tells.
final class Reminding implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reminding.class);
    private static final Duration LATE = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SLACK = Duration.ofMinutes(2);
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_NEWS = 10_000;
    private static final int MOST_WAITING = 10_000; // for each target

    private final Todos todos;
    private final Reminders.Settings settings;
    private final InstantSource clock;
    private final boolean shared;
    private final ReminderStorage storage;
    private final Courier courier;
    private final Agenda agenda = new Agenda();
    private final Following following;
    private final Map<String, Instant> begun = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Semaphore added = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().daemon().name("reminders").unstarted(this::run);
    private Instant floor;
    private Instant reached;
    private Instant written;
    private volatile @Nullable WatchAll watch;

    /// @param shared whether other servers add targets too, of which this one is not told
    Reminding(
            Todos todos,
            Reminders.Settings settings,
            InstantSource clock,
            boolean shared,
            ReminderStorage storage,
            Courier courier) {
        this.todos = todos;
        this.settings = settings;
        this.clock = clock;
        this.shared = shared;
        this.storage = storage;
        this.courier = courier;
        following = new Following(todos, agenda, this::set);
        var told = storage.reached();
        floor = told.isBefore(clock.instant()) ? told : clock.instant();
        reached = floor;
        written = floor;
    }

    void start() {
        thread.start();
    }

    /// There is one more to be told.
    void wanted() {
        added.release();
    }

    private void run() {
        var pause = LOOK;
        do {
            try {
                if (isWanted()) {
                    follow();
                }
                pause = LOOK;
            } catch (Watch.Ended _) {
                pause = LOOK; // closed; or so much came at once that it is read anew
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                LOG.error("Reminder loop failed; retrying in {}", pause, e);
            }
        } while (!waitedInVain(pause));
    }

    private void follow() throws InterruptedException, Watch.Ended {
        try (var watching = todos.watchAll(Caller.OWNER, Following::concerns, MOST_NEWS)) {
            watch = watching;
            following.readAll(watching);
            while (closing.getCount() > 0 && tells()) {
                remind();
                following.take(watching.next(untilNext()));
            }
        }
    }

    private boolean tells() {
        return todos.isFirst() && !storage.targets().isEmpty();
    }

    /// Waits until there is somebody to tell, and this is the server that does; `false` if it is to end. What was due
    /// while there was nobody is over; where another server has told, this one goes on where that one has come to.
    private boolean isWanted() throws InterruptedException {
        while (closing.getCount() > 0 && !tells()) {
            boolean nobody = todos.isFirst();
            var _ = added.tryAcquire(shared ? LOOK.toMillis() : KEPT.toMillis(), TimeUnit.MILLISECONDS);
            added.drainPermits();
            if (nobody) {
                keep(nobodyUntil(), List.of());
            }
            var told = storage.reached();
            goOnFrom(told.isBefore(reached) ? reached : told);
        }
        return closing.getCount() > 0;
    }

    /// Up to when there was nobody to tell: until now, or until the first was added of those that are there now.
    private Instant nobodyUntil() {
        var now = clock.instant(); // before it looks who is there, for one that comes then is told from then on
        return storage.targets().stream()
                .map(each -> each.target().since())
                .filter(since -> since.isBefore(now))
                .min(Comparator.naturalOrder())
                .orElse(now);
    }

    private void goOnFrom(Instant moment) {
        floor = moment;
        reached = moment;
        courier.wake();
    }

    /// Lets a moment pass before all is read anew; whether it is to end.
    private boolean waitedInVain(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }

    private Duration untilNext() {
        var first = agenda.first();
        var left = first == null ? LOOK : Duration.between(clock.instant(), first);
        return left.compareTo(LOOK) > 0 || left.isNegative() ? LOOK : left.plusMillis(1);
    }

    private void set(String list, Entry entry) {
        var at = at(entry);
        boolean comes = at != null
                && at.isAfter(floor)
                && at.isAfter(reached.minus(SLACK))
                && !begun.containsKey(key(list, entry.uid(), at));
        agenda.set(list, entry.uid(), comes ? at : null);
    }

    private @Nullable Instant at(Entry entry) {
        var remind = entry.remind();
        return remind == null || entry.completed() ? null : remind.at(entry.due(), settings.ofDay(), settings.zone());
    }

    /// Begins what is due. What it can't ask for is asked again.
    private void remind() {
        var now = clock.instant();
        var targets = storage.targets();
        List<Delivery> deliveries = new ArrayList<>();
        Map<String, Instant> done = new HashMap<>();
        Instant upTo = now;
        List<Agenda.Item> asked = new ArrayList<>();
        for (var item : agenda.due(now)) {
            switch (todos.ask(Caller.OWNER, item.list(), new Question.ByUid(item.uid()))
                    .join()) {
                case Answer.Given<Question.FoundEntry>(Question.FoundEntry(var entry)) -> {
                    asked.add(item);
                    if (entry != null && item.at().equals(at(entry))) {
                        done.put(key(item.list(), item.uid(), item.at()), item.at());
                        targets.forEach(each -> deliveries.add(delivery(each.target(), item, entry, now)));
                    }
                }
                case Answer.Refused<Question.FoundEntry> _, Answer.Failed<Question.FoundEntry> _ ->
                    upTo = item.at().isBefore(upTo) ? item.at().minusMillis(1) : upTo;
            }
        }
        keep(upTo, deliveries);
        asked.forEach(item -> agenda.set(item.list(), item.uid(), null));
        begun.putAll(done);
        begun.values().removeIf(at -> at.isBefore(reached.minus(SLACK)));
        courier.wake();
    }

    private void keep(Instant upTo, List<Delivery> deliveries) {
        var next = upTo.isAfter(reached) ? upTo : reached;
        if (!deliveries.isEmpty() || next.isAfter(written.plus(KEPT))) {
            store(next, deliveries);
            written = next;
        }
        reached = next;
    }

    private void store(Instant upTo, List<Delivery> deliveries) {
        courier.gaveUp(storage.begin(upTo, deliveries, MOST_WAITING), "more than " + MOST_WAITING + " waited");
    }

    private static String key(String list, String uid, Instant at) {
        return list + "\n" + uid + "\n" + at;
    }

    private Delivery delivery(ReminderTarget target, Agenda.Item item, Entry entry, Instant now) {
        boolean late = now.isAfter(item.at().plus(LATE));
        String id = digest(key(item.list(), item.uid(), item.at()) + "\n" + target.id());
        return new Delivery(id, target, Message.of(item, entry, late, target), now, 0, now);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "rem_" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        added.release();
        var watching = watch;
        if (watching != null) {
            watching.close();
        }
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stores how far it has come. To be done last, when nothing is sent any more.
    void keepReached() {
        if (reached.isAfter(written) && todos.isFirst()) {
            store(reached, List.of());
        }
    }
}
