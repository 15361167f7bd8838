package todo.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
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

    private final TodoSystem system;
    private final Reminders reminders;
    private final Token token;
    private final WebServer web;

    private Running(TodoSystem system, Reminders reminders, Token token, WebServer web) {
        this.system = system;
        this.reminders = reminders;
        this.token = token;
        this.web = web;
    }

    /// @throws IOException if it can't listen where it should
    /// @throws todo.store.StoreException if it can't have the folder
    /// @param environment for the password of a database
    static Running start(Settings settings, Clock clock, Map<String, String> environment) throws IOException {
        var system = system(settings, clock, environment);
        try {
            var token = Token.of(settings.data(), mine -> SharedTexts.agreed(system.sharedTexts(), "token", mine));
            var reminders = Reminders.start(system.todos(), reminding(settings), clock, system.sharedTexts());
            var web = WebServer.start(
                    system,
                    reminders,
                    token,
                    new WebServer.Settings(
                            settings.host(),
                            settings.port(),
                            settings.hostNames(),
                            settings.publicUrl(),
                            settings.cors()));
            if (!settings.backupEvery().isZero()) {
                system.backups()
                        .schedule(new Backups.Plan(
                                settings.backupFolder(), settings.backupEvery(), settings.backupKeep()));
            }
            return new Running(system, reminders, token, web);
        } catch (IOException | RuntimeException e) {
            system.close();
            throw e;
        }
    }

    private static Reminders.Settings reminding(Settings settings) {
        String contact = settings.publicUrl().startsWith("https:")
                ? settings.publicUrl()
                : settings.hostNames().stream()
                        .findFirst()
                        .map("https://"::concat)
                        .orElse("mailto:todo@localhost");
        return new Reminders.Settings(settings.data(), settings.remindAt(), settings.zone(), contact);
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

    /// Takes no new requests, answers those under way, and lets go of everything, within about 10 seconds.
    @Override
    public void close() {
        try {
            web.close();
            reminders.close();
        } finally {
            system.close();
        }
    }
}
