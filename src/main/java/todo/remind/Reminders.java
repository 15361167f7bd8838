package todo.remind;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
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
import todo.store.Peers;

/// Reminds: knows from all lists when people are to be reminded of what, and begins a delivery to each target then.
///
/// While there is anybody to tell, all open entries are read and followed as they change. What was to be said while the
/// server did not run is said when it does, and marked if that is late.
public final class Reminders implements AutoCloseable {
    static final String SECRET_PREFIX = "whsec_";

    private static final String FILE = "reminders.json";

    private static final Logger LOG = LoggerFactory.getLogger(Reminders.class);
    private static final Duration LATE = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SLACK = Duration.ofMinutes(2);
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_TARGETS = 100;
    private static final int MOST_NEWS = 10_000;

    /// @param ofDay when people are reminded of what is due on a day, at no time
    /// @param zone where they are
    /// @param contact whom push services may turn to: an address of `mailto:` or `https:`
    public record Settings(Path data, LocalTime ofDay, ZoneId zone, String contact) {}

    private final Todos todos;
    private final Settings settings;
    private final InstantSource clock;
    private final boolean shared;
    private final Book book;
    private final Post post;
    private final Courier courier;
    private final Agenda agenda = new Agenda();
    private final Following following;
    private final Map<String, Instant> begun = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private final Semaphore added = new Semaphore(0);
    private Instant floor;
    private Instant reached;
    private Instant written;
    private volatile @Nullable WatchAll watch;

    private Reminders(Todos todos, Settings settings, InstantSource clock, @Nullable Peers peers) throws IOException {
        this.todos = todos;
        this.settings = settings;
        this.clock = clock;
        shared = peers != null;
        book = new Book(
                peers == null ? new Shelf.OfOne(settings.data.resolve(FILE)) : new Shelf.OfMany(peers),
                clock.instant());
        post = new Post(
                settings.data, settings.contact, mine -> peers == null ? mine : peers.agree("keys for push", mine));
        courier = new Courier(book, post, clock, todos::isFirst);
        following = new Following(todos, agenda, this::set);
        floor = book.reached().isBefore(clock.instant()) ? book.reached() : clock.instant();
        reached = floor;
        written = floor;
        thread = Thread.ofPlatform().daemon().name("reminders").unstarted(this::run);
    }

    /// Starts to remind.
    ///
    /// @throws IOException if what it must know can't be read or made
    public static Reminders start(Todos todos, Settings settings, InstantSource clock) throws IOException {
        return start(todos, settings, clock, null);
    }

    /// The same where several servers have the lists: all know who is to be told, the first of them tells.
    ///
    /// @param peers with whom what must be known is shared; `null` if it is in the data folder
    public static Reminders start(Todos todos, Settings settings, InstantSource clock, @Nullable Peers peers)
            throws IOException {
        var reminders = new Reminders(todos, settings, clock, peers);
        reminders.courier.wake();
        reminders.thread.start();
        return reminders;
    }

    /// The key that a browser must be given to subscribe.
    public String key() {
        return post.key();
    }

    /// Whether a browser with these keys can be sent something: its public one, and its secret, in base64url.
    public boolean takes(String key, String auth) {
        return post.takes(key, auth);
    }

    public Settings settings() {
        return settings;
    }

    public List<Target> targets() {
        return book.targets();
    }

    /// What came of the last attempt to tell `target` something, or `null` if there was none.
    public @Nullable Result result(Target target) {
        return book.result(target.id());
    }

    /// How much waits to be taken by `target`.
    public int waiting(Target target) {
        return book.waiting(target.id());
    }

    /// Has reminders sent to `url` from now on; `null` if there are too many already.
    public Target.@Nullable Webhook addWebhook(URI url) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        var webhook = new Target.Webhook(
                id(), url, SECRET_PREFIX + Base64.getEncoder().encodeToString(secret), clock.instant());
        return add(webhook) ? webhook : null;
    }

    /// The same for a browser; one that has subscribed already is given again.
    public Target.@Nullable Browser addBrowser(URI url, String key, String auth) {
        for (var target : book.targets()) {
            if (target instanceof Target.Browser browser
                    && browser.url().equals(url)
                    && browser.key().equals(key)
                    && browser.auth().equals(auth)) {
                return browser;
            }
        }
        var browser = new Target.Browser(id(), url, key, auth, clock.instant());
        return add(browser) ? browser : null;
    }

    /// Sends it nothing more; `false` if it is not there.
    public boolean remove(String target) {
        return book.remove(target);
    }

    private boolean add(Target target) {
        if (book.targets().size() >= MOST_TARGETS) {
            return false;
        }
        book.add(target);
        added.release();
        return true;
    }

    private String id() {
        byte[] bytes = new byte[9];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes)
                .replace('-', 'A')
                .replace('_', 'B');
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
                LOG.error("reminders fail; it is tried again", e);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
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
        return todos.isFirst() && !book.targets().isEmpty();
    }

    /// Waits until there is somebody to tell, and this is the server that does; `false` if it is to end. What was due
    /// while there was nobody is over; where another server has told, this one goes on where that one has come to.
    private boolean isWanted() throws InterruptedException {
        while (closing.getCount() > 0 && !tells()) {
            boolean nobody = todos.isFirst();
            var _ = added.tryAcquire(shared ? LOOK.toMillis() : KEPT.toMillis(), TimeUnit.MILLISECONDS);
            added.drainPermits();
            if (nobody) {
                keep(clock.instant(), List.of());
            }
            goOnFrom(book.reached().isBefore(reached) ? reached : book.reached());
        }
        return closing.getCount() > 0;
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
        return remind == null || entry.completed() ? null : remind.at(entry.due(), settings.ofDay, settings.zone);
    }

    /// Begins what is due. What it can't ask for is asked again.
    private void remind() {
        var now = clock.instant();
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
                        book.targets().forEach(target -> deliveries.add(delivery(target, item, entry, now)));
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
        if (!deliveries.isEmpty()) {
            courier.wake();
        }
    }

    private void keep(Instant upTo, List<Delivery> deliveries) {
        var next = upTo.isAfter(reached) ? upTo : reached;
        if (!deliveries.isEmpty() || next.isAfter(written.plus(KEPT))) {
            book.begun(next, deliveries);
            written = next;
        }
        reached = next;
    }

    private static String key(String list, String uid, Instant at) {
        return list + "\n" + uid + "\n" + at;
    }

    private Delivery delivery(Target target, Agenda.Item item, Entry entry, Instant now) {
        boolean late = now.isAfter(item.at().plus(LATE));
        String id = digest(key(item.list(), item.uid(), item.at()) + "\n" + target.id());
        return new Delivery(id, target.id(), Message.of(item, entry, late, target), now, 0, now);
    }

    private static String digest(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
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
        courier.close();
        post.close();
        if (reached.isAfter(written)) {
            book.begun(reached, List.of());
        }
    }
}
