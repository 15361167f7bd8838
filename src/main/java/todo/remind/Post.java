package todo.remind;

import com.interaso.webpush.VapidKeys;
import com.interaso.webpush.WebPush;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.account.OwnFile;
import todo.store.ReminderStorage.Delivery;
import todo.store.ReminderTarget;
import todo.store.StoreException;
import todo.store.StoreException.Trouble;

/// Sends one message to one target: a webhook as Standard Webhooks 1.0 have it, a browser by Web Push (RFC 8030, 8291,
/// 8292).
///
/// It follows no redirects, waits no longer than it says, and reads nothing of an answer but its status.
final class Post implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Post.class);
    private static final String FILE = "vapid";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int DAY_SECONDS = 86_400;
    private static final long ROOM = 64 * 1024;

    /// What came of an attempt.
    ///
    /// @param gone whether the target will never take anything again
    record Said(boolean delivered, boolean gone, String detail) {}

    private final Path file;
    private final UnaryOperator<String> agreed;
    private final String contact;
    private final Destinations destinations;
    private @Nullable HttpClient client;
    private @Nullable WebPush push;

    /// @param folder has the keys by which push services know this server; they are made when they are first asked for
    /// @param contact where a push service finds whoever runs it, an address of `mailto:` or `https:`
    /// @param agreed gives the keys that all servers have, if this one proposes what it is given
    /// @throws IOException if there are some that can't be read
    Post(Path folder, String contact, Destinations destinations, UnaryOperator<String> agreed) throws IOException {
        this.file = folder.resolve(FILE);
        this.agreed = agreed;
        this.contact = contact;
        this.destinations = destinations;
        if (Files.exists(file)) {
            push = new WebPush(contact, keys());
        }
    }

    private synchronized HttpClient client() {
        var known = client;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .build();
            client = known;
        }
        return known;
    }

    /// It takes memory and time that a server without reminders need not have.
    private synchronized WebPush push() {
        var known = push;
        if (known == null) {
            try {
                known = new WebPush(contact, keys());
            } catch (IOException e) {
                throw new StoreException(
                        hasNoRoom() ? Trouble.DISK_FULL : Trouble.BROKEN,
                        "can't have the keys for push services: " + e.getMessage(),
                        e);
            }
            push = known;
        }
        return known;
    }

    private boolean hasNoRoom() {
        try {
            return Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace() < ROOM;
        } catch (IOException _) {
            return false;
        }
    }

    private VapidKeys keys() throws IOException {
        boolean there = Files.exists(file);
        String mine = there ? Files.readString(file) : made();
        String text = agreed.apply(mine);
        if (!there || !text.equals(mine)) {
            OwnFile.replace(file, text.getBytes(StandardCharsets.US_ASCII));
        }
        List<String> lines = text.lines().toList();
        try {
            return VapidKeys.create(lines.get(0), lines.get(1));
        } catch (RuntimeException e) {
            throw new IOException(
                    file + " holds no keys; delete it, and the server makes new ones, and browsers subscribe anew", e);
        }
    }

    private static String made() {
        var made = VapidKeys.generate();
        return made.getX509PublicKey() + "\n" + made.getPkcs8PrivateKey() + "\n";
    }

    /// The public key that a browser must be given to subscribe, in base64url; `null` if it can't be stored now.
    @Nullable
    String key() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(push().getVapidKeys().getApplicationServerKey());
        } catch (StoreException e) {
            LOG.warn("no browser can subscribe to reminders now: {}", e.getMessage());
            return null;
        }
    }

    /// Whether something can be encrypted for a browser with these keys.
    boolean takes(String key, String auth) {
        try {
            return decoded(auth).length == 16 && encrypted(new byte[1], key, auth).length > 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// @throws IllegalArgumentException if the keys are none
    private byte[] encrypted(byte[] body, String key, String auth) {
        var push = push();
        try {
            return push.getBody(body, decoded(key), decoded(auth));
        } catch (Exception e) { // written in Kotlin, it throws what it does not declare
            throw new IllegalArgumentException("not the keys of a push subscription", e);
        }
    }

    private static byte[] decoded(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    /// Sends it, at `now` by the clock of this server. The caller waits.
    Said send(Delivery delivery, Instant now) throws InterruptedException {
        try {
            var target = delivery.target();
            if (!destinations.allow(target.url())) {
                return new Said(false, false, "is in a network of its own, and --public-webhooks-only is set");
            }
            var request = switch (target) {
                case ReminderTarget.Webhook webhook -> toWebhook(webhook, delivery, now);
                case ReminderTarget.Browser browser -> toBrowser(browser, delivery);
            };
            var answer = client().send(request.timeout(ANSWER).build(), BodyHandlers.ofInputStream());
            answer.body().close();
            int status = answer.statusCode();
            boolean gone = target instanceof ReminderTarget.Browser && (status == 404 || status == 410);
            return new Said(status / 100 == 2, gone, "answered " + status);
        } catch (ConnectException | UnknownHostException e) {
            return new Said(false, false, "could not be reached");
        } catch (HttpTimeoutException e) {
            return new Said(false, false, "did not answer in time");
        } catch (IOException | IllegalArgumentException e) {
            return new Said(false, false, "failed: " + e.getClass().getSimpleName());
        }
    }

    private static HttpRequest.Builder toWebhook(ReminderTarget.Webhook webhook, Delivery delivery, Instant now) {
        String time = Long.toString(now.getEpochSecond());
        String signed = delivery.id() + "." + time + "." + delivery.body();
        return HttpRequest.newBuilder(webhook.url())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Todo")
                .header("webhook-id", delivery.id())
                .header("webhook-timestamp", time)
                .header("webhook-signature", "v1," + signature(webhook.secret(), signed))
                .POST(BodyPublishers.ofString(delivery.body()));
    }

    private static String signature(String secret, String signed) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(Reminders.SECRET_PREFIX.length()));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    private HttpRequest.Builder toBrowser(ReminderTarget.Browser browser, Delivery delivery) {
        byte[] body = encrypted(delivery.body().getBytes(StandardCharsets.UTF_8), browser.key(), browser.auth());
        var request = HttpRequest.newBuilder(browser.url()).POST(BodyPublishers.ofByteArray(body));
        push().getHeaders(browser.url().toString(), DAY_SECONDS, null, WebPush.Urgency.High)
                .forEach(request::header);
        return request;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
