package todo.remind;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import todo.server.Todos;
import todo.store.SharedTexts;

/// Reminds: who is to be told, and what became of it; [Reminding] knows when, and of what.
///
/// While there is anybody to tell, all open entries are read and followed as they change. What was to be said while the
/// server did not run is said when it does, and marked if that is late.
public final class Reminders implements AutoCloseable {
    static final String SECRET_PREFIX = "whsec_";

    private static final String FILE = "reminders.json";
    private static final int MOST_TARGETS = 100;

    /// @param ofDay when people are reminded of what is due on a day, at no time
    /// @param zone where they are
    /// @param contact whom push services may turn to: an address of `mailto:` or `https:`
    public record Settings(Path data, LocalTime ofDay, ZoneId zone, String contact) {}

    private final Settings settings;
    private final InstantSource clock;
    private final Book book;
    private final Post post;
    private final Courier courier;
    private final Reminding reminding;
    private final SecureRandom random = new SecureRandom();

    private Reminders(Todos todos, Settings settings, InstantSource clock, @Nullable SharedTexts texts)
            throws IOException {
        this.settings = settings;
        this.clock = clock;
        book = new Book(
                texts == null ? new Shelf.OfOne(settings.data.resolve(FILE)) : new Shelf.OfMany(texts),
                clock.instant());
        post = new Post(settings.data, settings.contact, mine -> SharedTexts.agreed(texts, "keys for push", mine));
        courier = new Courier(book, post, clock, todos::isFirst);
        reminding = new Reminding(todos, settings, clock, texts != null, book, courier);
    }

    /// Starts to remind.
    ///
    /// @throws IOException if what it must know can't be read or made
    public static Reminders start(Todos todos, Settings settings, InstantSource clock) throws IOException {
        return start(todos, settings, clock, null);
    }

    /// The same where several servers have the lists: all know who is to be told, the first of them tells.
    ///
    /// @param texts what they have together; `null` if there is no other server
    public static Reminders start(Todos todos, Settings settings, InstantSource clock, @Nullable SharedTexts texts)
            throws IOException {
        var reminders = new Reminders(todos, settings, clock, texts);
        reminders.courier.wake();
        reminders.reminding.start();
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
        return book.latestTargets();
    }

    /// What came of the last attempt to tell `target` something, or `null` if there was none.
    public @Nullable Result result(Target target) {
        return book.result(target.id());
    }

    /// How much waits to be taken by `target`.
    public int waiting(Target target) {
        return book.waiting(target.id());
    }

    /// Has reminders sent to `url` from now on, with a secret of its own.
    public Adding addWebhook(URI url) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return add(new Target.Webhook(
                id(), url, SECRET_PREFIX + Base64.getEncoder().encodeToString(secret), clock.instant()));
    }

    /// The same for a browser.
    public Adding addBrowser(URI url, String key, String auth) {
        return add(new Target.Browser(id(), url, key, auth, clock.instant()));
    }

    /// Sends it nothing more; `false` if it is not there.
    public boolean remove(String target) {
        return book.remove(target);
    }

    private Adding add(Target target) {
        var adding = book.add(target, MOST_TARGETS);
        if (adding instanceof Adding.Added) {
            reminding.wanted();
        }
        return adding;
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
        reminding.close();
        courier.close();
        post.close();
        reminding.keepReached();
    }
}
