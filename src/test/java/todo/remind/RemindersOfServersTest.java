package todo.remind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import todo.account.Caller;
import todo.list.Due;
import todo.list.Edit;
import todo.list.Field;
import todo.list.Reminder;
import todo.server.ClusterSettings;
import todo.server.Outcome;
import todo.server.TodoSystem;
import todo.store.DatabaseAddress;
import todo.store.Kind;
import todo.store.ReminderStorage;
import todo.store.ReminderTarget;

/// Two servers of one cluster. It is 1 June 2026, 9:00 in Berlin, and goes on when the test says so.
@Timeout(120)
class RemindersOfServersTest {
    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-06-01T07:00:00Z"));
    private final Receiver receiver = new Receiver();
    private final DatabaseAddress database = Kind.fresh();
    private final List<TodoSystem> systems = new ArrayList<>();
    private final List<Reminders> reminders = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        for (int number = 0; number < 2; number++) {
            var data = folder.resolve("data " + number);
            var self = new ClusterSettings.Address("127.0.0.1", freePort());
            var system = TodoSystem.start(new TodoSystem.Settings(
                    data,
                    1,
                    Duration.ofHours(1),
                    Duration.ofMinutes(1),
                    ((InstantSource) now::get).withZone(ZoneOffset.UTC),
                    Period.ZERO,
                    database,
                    new ClusterSettings(self, List.of(), null)));
            var settings = new Reminders.Settings(
                    data, LocalTime.of(9, 0), ZoneId.of("Europe/Berlin"), "mailto:todo@example.org");
            systems.add(system);
            reminders.add(Reminders.start(system, settings, now::get));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        while (!systems.isEmpty()) {
            closeFirst();
        }
        receiver.close();
    }

    private void closeFirst() {
        reminders.removeFirst().close();
        systems.removeFirst().close();
    }

    private void add(String list, String title) {
        List<Field> fields = List.of(
                new Field.Title(title),
                new Field.DueAt(Due.parse("2026-06-01T10:00")),
                new Field.Remind(Reminder.parse("-PT15M")));
        assertThat(systems.getLast().todos().edit(Caller.OWNER, list, new Edit.Add("uid of " + title, 0, null, fields)))
                .isInstanceOf(Outcome.Done.class);
    }

    private static List<ReminderTarget> targets(Reminders at) {
        return at.targets().stream().map(ReminderStorage.Status::target).toList();
    }

    private ReminderTarget.Webhook webhook(Reminders at) {
        return (ReminderTarget.Webhook) ((Adding.Added) at.addWebhook(receiver.url())).target();
    }

    @Test
    void allKnowWhoIsToBeToldAndOneTells() throws Exception {
        var webhook = webhook(reminders.getLast());
        while (!targets(reminders.getFirst()).contains(webhook)) {
            Thread.onSpinWait();
        }
        add("bob", "Dentist");
        now.set(Instant.parse("2026-06-01T07:45:00Z"));
        assertThat(receiver.next().text()).contains("Dentist");
        add("alice", "Bread");
        assertThat(receiver.next().text()).contains("Bread"); // and not the same again
        assertThat(reminders.getFirst().remove(webhook.id())).isTrue();
        while (!reminders.getLast().targets().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anotherTellsWhenTheFirstIsGone() throws Exception {
        var _ = webhook(reminders.getFirst());
        add("bob", "Dentist");
        closeFirst();
        now.set(Instant.parse("2026-06-01T07:45:00Z"));
        assertThat(receiver.next().text()).contains("Dentist");
    }

    @Test
    void whatAServerHasNotBroughtIsBroughtByAnotherWhenItIsGone() throws Exception {
        var _ = webhook(reminders.getFirst());
        receiver.answer(500);
        add("bob", "Dentist");
        now.set(Instant.parse("2026-06-01T07:45:00Z"));
        var first = receiver.next();
        closeFirst();
        receiver.answer(204);
        now.set(Instant.parse("2026-06-01T07:50:00Z"));
        assertThat(receiver.next().header("webhook-id")).isEqualTo(first.header("webhook-id"));
    }

    @Test
    void allHaveTheSameKeyForBrowsers() {
        assertThat(reminders.getFirst().key()).isEqualTo(reminders.getLast().key());
    }
}
