package todo.remind;

import java.net.URI;
import java.time.Instant;

/// Whoever is told of reminders.
public sealed interface Target {
    /// @param secret what signs the messages, as Standard Webhooks write it
    record Webhook(String id, URI url, String secret, Instant since) implements Target {
        @Override
        public boolean isSameAs(Target other) {
            return other instanceof Webhook webhook && webhook.url.equals(url);
        }

        @Override
        public String toString() {
            return "Webhook[" + id + "]";
        }
    }

    /// A browser that has subscribed (W3C Push API).
    ///
    /// @param key its public key, P-256, uncompressed, and `auth` its secret, both in base64url
    record Browser(String id, URI url, String key, String auth, Instant since) implements Target {
        @Override
        public boolean isSameAs(Target other) {
            return other instanceof Browser browser
                    && browser.url.equals(url)
                    && browser.key.equals(key)
                    && browser.auth.equals(auth);
        }

        @Override
        public String toString() {
            return "Browser[" + id + "]";
        }
    }

    String id();

    /// Where it is sent.
    URI url();

    Instant since();

    /// Whether both would be told the same twice, if they were two.
    boolean isSameAs(Target other);
}
