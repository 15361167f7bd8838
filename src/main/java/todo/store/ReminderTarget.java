package todo.store;

import java.net.URI;
import java.time.Instant;

/// A receiver of reminders.
public sealed interface ReminderTarget {
    /// @param secret signs the messages, in the form of Standard Webhooks
    record Webhook(String id, URI url, String secret, Instant since) implements ReminderTarget {
        @Override
        public String toString() {
            return "Webhook[" + id + "]";
        }
    }

    /// A browser that has subscribed (W3C Push API).
    ///
    /// @param key its public key, P-256, uncompressed, and `auth` its secret, both in base64url
    record Browser(String id, URI url, String key, String auth, Instant since) implements ReminderTarget {
        @Override
        public String toString() {
            return "Browser[" + id + "]";
        }
    }

    String id();

    /// The address that messages are sent to.
    URI url();

    /// When it was added.
    Instant since();
}
