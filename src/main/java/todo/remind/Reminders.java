package todo.remind;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import todo.server.TodoSystem;
import todo.store.ReminderStorage;
import todo.store.ReminderTarget;
import todo.store.SharedTexts;

/// Reminds: who is to be told, and what became of it; [Reminding] knows when, and of what.
///
/// While there is anybody to tell, all open entries are read and followed as they change. What was to be said while the
/// server did not run is said when it does, and marked if that is late.
public final class Reminders implements AutoCloseable {
    static final String SECRET_PREFIX = "whsec_";

    private static final int MOST_TARGETS = 100;

    /// @param ofDay when people are reminded of what is due on a day, at no time
    /// @param zone where they are
    /// @param contact whom push services may turn to: an address of `mailto:` or `https:`
    /// @param publicOnly whether messages go only to addresses that anybody on the internet could send to
    public record Settings(Path data, LocalTime ofDay, ZoneId zone, String contact, boolean publicOnly) {
        /// Whose messages may go anywhere.
        public Settings(Path data, LocalTime ofDay, ZoneId zone, String contact) {
            this(data, ofDay, zone, contact, false);
        }
    }

    private final Settings settings;
    private final InstantSource clock;
    private final ReminderStorage storage;
    private final Post post;
    private final Courier courier;
    private final Reminding reminding;
    private final SecureRandom random = new SecureRandom();

    private Reminders(TodoSystem system, Settings settings, InstantSource clock, ReminderStorage storage)
            throws IOException {
        this.settings = settings;
        this.clock = clock;
        this.storage = storage;
        var todos = system.todos();
        var texts = system.sharedTexts();
        post = new Post(
                settings.data,
                settings.contact,
                new Destinations(settings.publicOnly, InetAddress::getAllByName),
                mine -> SharedTexts.agreed(texts, "keys for push", mine));
        courier = new Courier(storage, post, clock, todos::isFirst);
        reminding = new Reminding(todos, settings, clock, texts != null, storage, courier);
        courier.wake();
        reminding.start();
    }

    /// Starts to remind. Where several servers have the lists, all know the targets, and the first of them sends.
    ///
    /// @throws IOException if the keys for push services can't be read
    /// @throws todo.store.StoreException if the targets can't be read
    public static Reminders start(TodoSystem system, Settings settings, InstantSource clock) throws IOException {
        var storage = system.reminders(clock.instant());
        try {
            return new Reminders(system, settings, clock, storage);
        } catch (IOException | RuntimeException | Error e) {
            storage.close();
            throw e;
        }
    }

    /// The key that a browser must be given to subscribe; `null` if there can't be one now.
    public @Nullable String key() {
        return post.key();
    }

    /// Whether a browser with these keys can be sent something: its public one, and its secret, in base64url.
    public boolean takes(String key, String auth) {
        return post.takes(key, auth);
    }

    public Settings settings() {
        return settings;
    }

    /// All targets and the state of their deliveries.
    public List<ReminderStorage.Status> targets() {
        return storage.targets();
    }

    /// How many deliveries were given up by this server since its start.
    public long givenUp() {
        return courier.givenUp();
    }

    /// Has reminders sent to `url` from now on, with a secret of its own.
    public Adding addWebhook(URI url) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return add(new ReminderTarget.Webhook(
                id(), url, SECRET_PREFIX + Base64.getEncoder().encodeToString(secret), now()));
    }

    /// The same for a browser.
    public Adding addBrowser(URI url, String key, String auth) {
        return add(new ReminderTarget.Browser(id(), url, key, auth, now()));
    }

    /// Sends it nothing more; `false` if it is not there.
    public boolean remove(String target) {
        return storage.remove(target);
    }

    private Adding add(ReminderTarget target) {
        var there = storage.add(target, MOST_TARGETS);
        if (there == null) {
            return new Adding.TooMany(MOST_TARGETS);
        }
        if (!there.equals(target)) {
            return new Adding.Known(there);
        }
        reminding.wanted();
        return new Adding.Added(target);
    }

    /// As exactly as it is stored.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
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

    @Override
    public void close() {
        try (storage) {
            reminding.close();
            courier.close();
            reminding.keepReached();
        }
    }
}
