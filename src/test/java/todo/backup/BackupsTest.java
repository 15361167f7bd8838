package todo.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.store.Database;
import todo.store.Snapshot;
import todo.store.StoreException;

class BackupsTest {
    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    private final AtomicBoolean broken = new AtomicBoolean();
    private Database database;
    private Backups backups;
    private Backups.Plan plan;

    @BeforeEach
    void open() {
        database = Database.open(Fixture.filled(folder.resolve("data")), 0);
        backups = new Backups(folder.resolve("data"), this::snapshot, now::get, () -> false);
        plan = new Backups.Plan(folder.resolve("backups"), Duration.ofHours(1), 2);
    }

    @AfterEach
    void close() {
        backups.close();
        database.close();
    }

    private Snapshot snapshot() {
        if (broken.get()) {
            throw new StoreException(StoreException.Trouble.BROKEN, "the disk is broken");
        }
        return database.snapshot();
    }

    private boolean later() {
        now.set(now.get().plus(Duration.ofHours(1)));
        return backups.makeNow(plan);
    }

    private List<String> there() throws IOException {
        try (var files = Files.list(plan.folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theNewestAreKeptAndOlderOnesRemoved() throws IOException {
        for (int i = 0; i < 4; i++) {
            assertThat(later()).isTrue();
        }
        assertThat(there()).containsExactly("todo-20261122T130000Z.backup", "todo-20261122T140000Z.backup");
        assertThat(Backup.check(plan.folder().resolve(there().getLast())).lists())
                .isEqualTo(4);
        assertThat(backups.last()).extracting(Backups.Good::made).isEqualTo(Instant.parse("2026-11-22T14:00:00Z"));
    }

    @Test
    void whatFailsRemovesNothingAndIsCounted() throws IOException {
        later();
        later();
        broken.set(true);
        for (int i = 0; i < 3; i++) {
            assertThat(later()).isFalse();
        }
        assertThat(there()).containsExactly("todo-20261122T110000Z.backup", "todo-20261122T120000Z.backup");
        assertThat(backups.failures()).isEqualTo(3);
        assertThat(backups.last()).extracting(Backups.Good::made).isEqualTo(Instant.parse("2026-11-22T12:00:00Z"));
        broken.set(false);
        assertThat(later()).isTrue();
    }

    @Test
    void aListThatIsDamagedIsAFailureAndTheGoodBackupsStay() throws Exception {
        later();
        database.close();
        Fixture.execute(folder.resolve("data"), "DELETE FROM entry");
        database = Database.open(folder.resolve("data"), 0);
        assertThat(later()).isFalse();
        assertThat(later()).isFalse();
        assertThat(there()).containsExactly("todo-20261122T110000Z.backup");
    }

    @Test
    void filesOfOtherNamesAreLeftAlone() throws IOException {
        Files.createDirectories(plan.folder());
        Files.writeString(plan.folder().resolve("mine.backup"), "mine");
        for (int i = 0; i < 3; i++) {
            later();
        }
        assertThat(there()).hasSize(3).contains("mine.backup");
    }

    @Test
    void theFirstIsMadeAtOnceAndTheNextInTime() throws Exception {
        var made = new CountDownLatch(1);
        try (var scheduled = new Backups(
                folder.resolve("data"),
                () -> {
                    made.countDown();
                    return database.snapshot();
                },
                now::get,
                () -> false)) {
            scheduled.schedule(plan);
            assertThat(made.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void afterARestartTheNewestThatIsThereCounts() throws IOException {
        later();
        Files.writeString(plan.folder().resolve("todo-20261122T113000Z.backup.part"), "half");
        try (var restarted = new Backups(folder.resolve("data"), this::snapshot, now::get, () -> false)) {
            restarted.schedule(plan);
            assertThat(restarted.last())
                    .extracting(Backups.Good::made)
                    .isEqualTo(Instant.parse("2026-11-22T11:00:00Z"));
            assertThat(there()).containsExactly("todo-20261122T110000Z.backup");
        }
    }

    @Test
    void oneIsMadeAtATime() throws Exception {
        var inside = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var slow = new Backups(
                        folder.resolve("data"),
                        () -> {
                            inside.countDown();
                            try {
                                goOn.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            return database.snapshot();
                        },
                        now::get,
                        () -> false);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(slow::toFetch);
            inside.await();
            assertThatThrownBy(slow::toFetch)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("another backup is being made");
            goOn.countDown();
            assertThat(Backup.check(first.get()).lists()).isEqualTo(4);
        }
    }

    @Test
    void whatWasNotFetchedIsRemovedAtTheNextStart() throws IOException {
        var left = backups.toFetch();
        new Backups(folder.resolve("data"), this::snapshot, now::get, () -> false).close();
        assertThat(left).doesNotExist();
    }

    @Test
    void oneIsMadeAlsoWhileChangesWaitAllTheTime() throws Exception {
        try (var patient = new Backups(folder.resolve("data"), this::snapshot, now::get, () -> true)) {
            assertThat(Backup.check(patient.toFetch()).lists()).isEqualTo(4);
        }
    }
}
