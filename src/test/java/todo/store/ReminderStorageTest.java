package todo.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.store.ReminderStorage.Delivery;
import todo.store.ReminderStorage.GivenUp;
import todo.store.ReminderStorage.Result;
import todo.store.ReminderStorage.Status;

@Tag("postgres")
class ReminderStorageTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final ReminderTarget HOOK = hook("hook", "http://127.0.0.1:9/hook");
    private static final ReminderTarget BROWSER =
            new ReminderTarget.Browser("browser", URI.create("https://push.example.net/x"), "key", "auth", NOON);

    @TempDir
    private Path folder;

    private Database database;
    private ReminderStorage storage;

    private static ReminderTarget hook(String id, String url) {
        return new ReminderTarget.Webhook(id, URI.create(url), "whsec_AAAA", NOON);
    }

    private static Delivery delivery(String id, Instant next) {
        return new Delivery(id, HOOK, "{\"id\":\"" + id + "\"}", NOON, 0, next);
    }

    @BeforeEach
    void open() {
        database = Kind.open(folder, 0);
        storage = database.reminders(NOON);
    }

    @AfterEach
    void close() {
        storage.close();
        database.close();
    }

    private Status status() {
        return storage.targets().getFirst();
    }

    private void begin(String... ids) {
        var deliveries = List.of(ids).stream().map(id -> delivery(id, NOON)).toList();
        assertThat(storage.begin(NOON, deliveries, 100)).isEmpty();
    }

    @Test
    void whatIsStoredIsThereWhenItIsOpenedAgain() {
        assertThat(storage.add(HOOK, 2)).isEqualTo(HOOK);
        assertThat(storage.add(BROWSER, 2)).isEqualTo(BROWSER);
        begin("a");
        storage.tried(
                requireNonNull(storage.next("hook")), new Result(NOON, false, "answered 500", 1), NOON.plusMillis(5));
        close();
        open();
        assertThat(storage.targets())
                .containsExactly(
                        new Status(BROWSER, 0, null, 0, null),
                        new Status(HOOK, 1, new Result(NOON, false, "answered 500", 1), 0, null));
        assertThat(storage.next("hook"))
                .isEqualTo(new Delivery("a", HOOK, "{\"id\":\"a\"}", NOON, 1, NOON.plusMillis(5)));
        assertThat(storage.next("browser")).isNull();
    }

    @Test
    void aTargetIsThereOnceAndThereAreNoMoreThanMost() {
        assertThat(storage.add(HOOK, 2)).isEqualTo(HOOK);
        assertThat(storage.add(hook("other", "http://127.0.0.1:9/hook"), 2)).isEqualTo(HOOK);
        assertThat(storage.add(BROWSER, 2)).isEqualTo(BROWSER);
        assertThat(storage.add(hook("third", "http://127.0.0.1:9/third"), 2)).isNull();
        assertThat(storage.targets()).hasSize(2);
    }

    @Test
    void howFarItHasComeNeverGoesBack() {
        assertThat(storage.reached()).isEqualTo(NOON);
        storage.begin(NOON.plusSeconds(9), List.of(), 100);
        storage.begin(NOON.plusSeconds(3), List.of(), 100);
        close();
        open();
        assertThat(storage.reached()).isEqualTo(NOON.plusSeconds(9));
    }

    @Test
    void whatIsDueFirstIsNextAndOtherwiseWhatWasStoredFirst() {
        storage.add(HOOK, 2);
        storage.begin(NOON, List.of(delivery("z", NOON), delivery("b", NOON), delivery("a", NOON.minusMillis(1))), 100);
        begin("z", "c");
        for (String id : List.of("a", "z", "b", "c")) {
            var next = requireNonNull(storage.next("hook"));
            assertThat(next.id()).isEqualTo(id);
            storage.tried(next, new Result(NOON, true, "answered 204", 1), null);
        }
        assertThat(storage.next("hook")).isNull();
    }

    @Test
    void beyondTheMostTheOldestAreGivenUpAndCounted() {
        storage.add(HOOK, 2);
        begin("1", "2", "3");
        var more = List.of(delivery("4", NOON), delivery("5", NOON));
        assertThat(storage.begin(NOON, more, 3)).containsExactly(new GivenUp("hook", 2, 2, NOON));
        assertThat(requireNonNull(storage.next("hook")).id()).isEqualTo("3");
        var later = NOON.plusSeconds(60);
        assertThat(storage.begin(later, List.of(delivery("6", NOON)), 3))
                .containsExactly(new GivenUp("hook", 1, 3, NOON));
        assertThat(status()).isEqualTo(new Status(HOOK, 3, null, 3, NOON));
    }

    @Test
    void whatIsTooOldIsGivenUpTogether() {
        storage.add(HOOK, 2);
        begin("1", "2");
        var later = NOON.plusSeconds(60);
        storage.begin(later, List.of(new Delivery("new", HOOK, "{}", later, 0, later)), 100);
        var result = new Result(later, false, "answered 500; given up", 9);
        assertThat(storage.giveUp("hook", NOON, result)).containsExactly(new GivenUp("hook", 2, 2, later));
        assertThat(status()).isEqualTo(new Status(HOOK, 1, result, 2, later));
        assertThat(storage.remove("hook")).isTrue();
        assertThat(storage.giveUp("hook", NOON, result)).isEmpty();
    }

    @Test
    void aTargetGoesWithWhatWaitsForIt() {
        storage.add(HOOK, 2);
        begin("1");
        var sent = requireNonNull(storage.next("hook"));
        assertThat(storage.remove("hook")).isTrue();
        assertThat(storage.remove("hook")).isFalse();
        begin("2");
        storage.tried(sent, new Result(NOON, false, "answered 500", 1), NOON);
        storage.add(HOOK, 2);
        assertThat(status()).isEqualTo(new Status(HOOK, 0, null, 0, null));
    }

    @Test
    void whatCanNotBeStoredIsNotThereAndLaterItCan() {
        Kind.executeOnReminders(folder, "ALTER TABLE reminder_delivery RENAME TO hidden");
        assertThatThrownBy(() -> storage.begin(NOON.plusSeconds(9), List.of(delivery("1", NOON)), 100))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("can't store due reminders");
        Kind.executeOnReminders(folder, "ALTER TABLE hidden RENAME TO reminder_delivery");
        assertThat(storage.reached()).isEqualTo(NOON);
        storage.add(HOOK, 2);
        begin("1");
        assertThat(status().waiting()).isEqualTo(1);
    }

    @Test
    void theyAreNoPartOfChecksAndStayWhenTheFilesAreMadeAnew() throws IOException {
        assumeFalse(Kind.POSTGRES, "files are SQLite's");
        storage.add(HOOK, 2);
        begin("1");
        close();
        assertThat(Check.folder(folder, (_, _, _) -> {}).sound()).isTrue();
        assertThat(Reshard.run(folder, 2, (_, _, _) -> {}).sound()).isTrue();
        open();
        assertThat(status()).isEqualTo(new Status(HOOK, 1, null, 0, null));
    }

    @Test
    void oneOfANewerVersionIsLeftAsItIs() {
        assumeFalse(Kind.POSTGRES, "PostgreSQL's tables have their version together");
        Kind.executeOnReminders(folder, "PRAGMA user_version = 2");
        storage.close();
        assertThatThrownBy(() -> database.reminders(NOON))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer Todo (schema 2");
    }
}
