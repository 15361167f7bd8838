package todo.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.TestClock;
import todo.list.Edit;
import todo.list.ListBeingMade;
import todo.server.TodoSystem;
import todo.store.Database;
import todo.store.DatabaseAddress;
import todo.store.Kind;
import todo.store.NewFolder;
import todo.store.NewPostgres;
import todo.store.ReminderStorage;
import todo.store.ReminderTarget;
import todo.store.StoreException;

/// From a folder into PostgreSQL and back.
class MovingTest {
    @TempDir
    private Path folder;

    private Path source;
    private DatabaseAddress db;

    @BeforeEach
    void make() {
        source = Fixture.filled(folder.resolve("source"));
        db = Kind.fresh();
    }

    private Summary toDatabase() throws IOException {
        return toDatabase(_ -> {});
    }

    private Summary toDatabase(java.util.function.LongConsumer progress) throws IOException {
        try (var from = Database.open(source, 0)) {
            return Moving.all(from, lists -> NewPostgres.begin(db, lists.schema(), lists.columns()), progress);
        }
    }

    private Database open() {
        return Database.open(db, folder, 1, Period.ZERO, new TestClock(), false);
    }

    private TodoSystem start() {
        return TodoSystem.start(new TodoSystem.Settings(
                folder.resolve("own"),
                2,
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                new TestClock(),
                Period.ZERO,
                db));
    }

    @Test
    void allListsAreThereWithAllOfTheirHistoryAndBackAgain() throws IOException {
        var moved = toDatabase();
        assertThat(moved.lists()).isEqualTo(4);
        try (var before = Fixture.start(source, 0);
                var after = start()) {
            assertThat(Fixture.all(after)).isEqualTo(Fixture.all(before));
            Fixture.add(after, "groceries", "eggs");
        }
        Path back = folder.resolve("back");
        try (var from = open()) {
            assertThat(from.check((_, _, _) -> {}).sound()).isTrue();
            Moving.all(from, lists -> NewFolder.begin(back, 2, lists.schema(), lists.columns()), _ -> {});
        }
        try (var there = start();
                var after = Fixture.start(back, 0)) {
            assertThat(Fixture.all(after)).isEqualTo(Fixture.all(there));
        }
    }

    @Test
    void whatWasBrokenOffGoesOnAndIsNotServedBefore() throws IOException {
        try (var system = Fixture.start(source, 0)) {
            for (int i = 0; i < 8; i++) {
                var edits = IntStream.range(0, 500)
                        .<Edit>mapToObj(n -> ListBeingMade.adding("t" + n))
                        .toList();
                Fixture.make(system, "long " + i, new Edit.All(edits));
            }
        }
        assertThatThrownBy(() -> toDatabase(lists -> {
                    if (lists == 10) {
                        throw new UncheckedIOException(new IOException("broken off"));
                    }
                }))
                .hasMessageContaining("broken off");
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("being filled by ./todo migrate");
        assertThat(toDatabase().lists()).isEqualTo(12);
        try (var before = Fixture.start(source, 0);
                var after = start()) {
            assertThat(Fixture.all(after)).isEqualTo(Fixture.all(before));
        }
    }

    private static List<ReminderStorage.Status> targets(Database database, String add) {
        try (var reminders = database.reminders(Instant.EPOCH)) {
            if (!add.isEmpty()) {
                var target =
                        new ReminderTarget.Webhook(add, URI.create("http://127.0.0.1:9/"), "whsec_AAAA", Instant.EPOCH);
                assertThat(reminders.add(target, 1)).isEqualTo(target);
            }
            return reminders.targets();
        }
    }

    @Test
    void remindersStayWhereTheyAre() throws IOException {
        try (var from = Database.open(source, 0)) {
            assertThat(targets(from, "of the folder")).hasSize(1);
        }
        toDatabase();
        var file = folder.resolve("a.backup");
        try (var from = open()) {
            assertThat(targets(from, "")).isEmpty();
            assertThat(targets(from, "of the database")).hasSize(1);
            Backup.write(file, Backup.of(from::snapshot, Instant.EPOCH, _ -> {}));
        }
        Restoring.toFolder(file, folder.resolve("back"), 1);
        assertThat(folder.resolve("back/reminders.db")).doesNotExist();
        db = Kind.fresh();
        Restoring.toDatabase(file, db);
        try (var restored = open()) {
            assertThat(targets(restored, "")).isEmpty();
        }
    }

    @Test
    void aDatabaseThatHoldsListsIsLeftAsItIs() throws IOException {
        toDatabase();
        assertThatThrownBy(this::toDatabase)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds lists already; give --db an empty database");
        open().close();
    }

    @Test
    void aBackupOfEitherIsRestoredAsEither() throws IOException {
        var file = folder.resolve("a.backup");
        var summary = Fixture.backUp(source, file);
        assertThat(Restoring.toDatabase(file, db)).isEqualTo(summary);
        var again = folder.resolve("b.backup");
        try (var from = open()) {
            assertThat(Backup.write(again, Backup.of(from::snapshot, Instant.EPOCH, _ -> {})))
                    .isEqualTo(summary);
        }
        assertThat(Restoring.toFolder(again, folder.resolve("back"), 3)).isEqualTo(summary);
        try (var before = Fixture.start(source, 0);
                var after = Fixture.start(folder.resolve("back"), 0)) {
            assertThat(Fixture.all(after)).isEqualTo(Fixture.all(before));
        }
    }
}
