package todo.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.account.Token;
import todo.backup.Backups;
import todo.remind.Reminders;
import todo.server.ClusterSettings;
import todo.server.TodoSystem;
import todo.settings.Settings;
import todo.store.SharedTexts;
import todo.web.WebServer;

/// The whole server, running: the lists, and the web they are reached by.
final class Running implements AutoCloseable {
    private static final java.time.Duration ASK_TIMEOUT = java.time.Duration.ofSeconds(20);

    private final Deque<Runnable> closing = new ArrayDeque<>(); // the last part that was started comes first
    private final Token token;
    private final WebServer web;

    private Running(Settings settings, Clock clock, Map<String, String> environment) throws IOException {
        try {
            var system = system(settings, clock, environment);
            closing.push(system::close);
            token = Token.of(settings.data(), mine -> SharedTexts.agreed(system.sharedTexts(), "token", mine));
            var reminders = Reminders.start(system, reminding(settings), clock);
            closing.push(reminders::close);
            web = WebServer.start(system, reminders, token, listening(settings));
            closing.push(web::close);
            if (!settings.backupEvery().isZero()) {
                system.backups()
                        .schedule(new Backups.Plan(
                                settings.backupFolder(), settings.backupEvery(), settings.backupKeep()));
            }
        } catch (IOException | RuntimeException | Error e) {
            try {
                close();
            } catch (RuntimeException further) {
                e.addSuppressed(further);
            }
            throw e;
        }
    }

    /// @throws IOException if it can't listen where it should
    /// @throws todo.store.StoreException if it can't have the folder
    /// @param environment for the password of a database
    static Running start(Settings settings, Clock clock, Map<String, String> environment) throws IOException {
        return new Running(settings, clock, environment);
    }

    private static WebServer.Settings listening(Settings settings) {
        return new WebServer.Settings(
                settings.host(),
                settings.port(),
                settings.hostNames(),
                settings.publicUrl(),
                settings.cors(),
                settings.tlsCertificate(),
                settings.tlsKey(),
                settings.trustedProxies(),
                settings.logRequests());
    }

    private static Reminders.Settings reminding(Settings settings) {
        String contact = settings.publicUrl().startsWith("https:")
                ? settings.publicUrl()
                : settings.hostNames().stream()
                        .findFirst()
                        .map("https://"::concat)
                        .orElse("mailto:todo@localhost");
        return new Reminders.Settings(
                settings.data(), settings.remindAt(), settings.zone(), contact, settings.publicWebhooksOnly());
    }

    /// The lists alone.
    static TodoSystem system(Settings settings, Clock clock, Map<String, String> environment) throws IOException {
        return TodoSystem.start(new TodoSystem.Settings(
                settings.data(),
                settings.workers(),
                settings.idle(),
                ASK_TIMEOUT,
                clock.withZone(settings.zone()),
                settings.keepHistory(),
                DatabaseOption.of(settings.db(), environment),
                cluster(settings)));
    }

    private static @Nullable ClusterSettings cluster(Settings settings) {
        return settings.cluster().isEmpty()
                ? null
                : new ClusterSettings(
                        address(settings.cluster()),
                        settings.seeds().stream().map(Running::address).toList(),
                        settings.clusterTls().isEmpty() ? null : Path.of(settings.clusterTls()));
    }

    private static ClusterSettings.Address address(String text) {
        int colon = text.lastIndexOf(':');
        return new ClusterSettings.Address(
                text.substring(0, colon).replaceAll("^\\[|\\]$", ""), Integer.parseInt(text.substring(colon + 1)));
    }

    URI address() {
        return web.address();
    }

    Token token() {
        return token;
    }

    /// Takes no new requests, answers those under way, and lets go of everything, within about 10 seconds. Each part is
    /// closed also when another fails to.
    @Override
    public void close() {
        var last = closing.poll();
        if (last != null) {
            try {
                last.run();
            } finally {
                close();
            }
        }
    }
}
