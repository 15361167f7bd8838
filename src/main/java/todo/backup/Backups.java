package todo.backup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.store.RepeatedTask;
import todo.store.Snapshot;
import todo.store.StoreException;
import todo.store.StoreException.Trouble;

/// The backups of a running server: those it makes for who asks, and those it makes by itself, one at a time.
public final class Backups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
    private static final String NAME = "todo-[0-9]{8}T[0-9]{6}Z\\.backup";
    private static final String FETCHED = "backup-";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "'todo-'uuuuMMdd'T'HHmmss'Z.backup'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);
    private static final Duration TRY_AGAIN = Duration.ofMinutes(5);

    /// What is made by itself.
    ///
    /// @param every how long from one to the next
    /// @param keep how many are kept
    public record Plan(Path folder, Duration every, int keep) {}

    /// The last backup that was found good.
    ///
    /// @param seconds how long it took
    public record Good(Instant made, long bytes, double seconds) {}

    private final Path data;
    private final Supplier<Snapshot> lists;
    private final InstantSource clock;
    private final BooleanSupplier changesWait;
    private final Semaphore free = new Semaphore(1);
    private final LongAdder failures = new LongAdder();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("backups").factory());
    private volatile @Nullable Good last;

    /// @param data where a backup lies while it is being fetched
    /// @param lists the lists as they are when it is asked
    /// @param changesWait whether there is work for the processors that should come first
    public Backups(Path data, Supplier<Snapshot> lists, InstantSource clock, BooleanSupplier changesWait) {
        this.data = data;
        this.lists = lists;
        this.clock = clock;
        this.changesWait = changesWait;
        removeLeftovers(data, FETCHED + ".*\\.part");
    }

    /// Makes a backup to be fetched; whoever fetches it removes it, and checks what has arrived.
    ///
    /// @throws StoreException if the lists can't be read, or another backup is being made
    public Path toFetch() throws IOException {
        if (!free.tryAcquire()) {
            throw new StoreException(Trouble.BUSY, "another backup is being made; try again when that is done");
        }
        try {
            return make();
        } finally {
            free.release();
        }
    }

    private Path make() throws IOException {
        var file = Files.createTempFile(data, FETCHED, ".part");
        try (var out = Backup.ownersOnly(file)) {
            content(clock.instant()).writeTo(out);
            return file;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private Backup.Content content(Instant now) {
        var content = Backup.of(lists, now, _ -> {});
        return out -> content.writeTo(new SteppingAside(out, changesWait));
    }

    /// Makes backups by itself from now on, the first when the newest that is there is old enough.
    public void schedule(Plan plan) {
        removeLeftovers(plan.folder, NAME + "\\.part");
        var there = kept(plan.folder);
        var first = Duration.ZERO;
        if (!there.isEmpty()) {
            var made = TIME.parse(there.getLast().getFileName().toString(), Instant::from);
            last = new Good(made, there.getLast().toFile().length(), 0);
            first = plan.every.minus(Duration.between(made, clock.instant()));
        }
        later(plan, first.isNegative() ? Duration.ZERO : first.compareTo(plan.every) > 0 ? plan.every : first);
    }

    private void later(Plan plan, Duration delay) {
        if (!thread.isShutdown()) {
            var _ = thread.schedule(() -> make(plan), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void make(Plan plan) {
        var made = new AtomicBoolean();
        new RepeatedTask("make a backup", () -> made.set(makeNow(plan))).run();
        later(plan, made.get() || plan.every.compareTo(TRY_AGAIN) < 0 ? plan.every : TRY_AGAIN);
    }

    /// Makes a backup, and then removes the oldest if there are too many; `false`, and a word in the log, if that
    /// fails.
    boolean makeNow(Plan plan) {
        long start = System.nanoTime();
        var now = clock.instant();
        var file = plan.folder.resolve(TIME.format(now));
        try {
            free.acquire();
            try {
                make(plan.folder);
                var summary = Backup.write(file, content(now));
                var good = new Good(now, Files.size(file), (System.nanoTime() - start) / 1e9);
                last = good;
                LOG.info("backed up {} to {} ({} bytes), and read it back", summary, file, good.bytes);
                removeOldest(plan);
                return true;
            } finally {
                free.release();
            }
        } catch (IOException | RuntimeException e) {
            failed(plan, e);
        } catch (InterruptedException e) {
            failed(plan, e);
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    private void failed(Plan plan, Exception reason) {
        if (thread.isShutdown()) {
            LOG.info("gave up a backup, for the server ends");
            return;
        }
        failures.increment();
        var good = last;
        LOG.error(
                "can't back up to {}: {}; {}",
                plan.folder,
                reason.getMessage(),
                good == null ? "there is no backup yet" : "the last good one is of " + good.made,
                reason);
    }

    /// Only once there is a newer one that was found good.
    private static void removeOldest(Plan plan) throws IOException {
        var there = kept(plan.folder);
        for (var old : there.subList(0, Math.max(0, there.size() - Math.max(1, plan.keep)))) {
            Files.delete(old);
            LOG.info("removed the old backup {}", old);
        }
    }

    /// The backups in `folder` that were made by themselves, oldest first.
    static List<Path> kept(Path folder) {
        return matching(folder, NAME);
    }

    private static void removeLeftovers(Path folder, String names) {
        for (var leftover : matching(folder, names)) {
            try {
                Files.deleteIfExists(leftover);
            } catch (IOException e) {
                LOG.warn("can't remove the unfinished backup {}: {}", leftover, e.getMessage());
            }
        }
    }

    private static List<Path> matching(Path folder, String names) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(names))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            String why = e instanceof AccessDeniedException ? "no permission" : e.getMessage();
            throw new StoreException(Trouble.UNUSABLE, "can't look into " + folder + ": " + why, e);
        }
    }

    /// The last backup that was made by itself and found good, or `null`.
    public @Nullable Good last() {
        return last;
    }

    /// How many could not be made by itself, since the start.
    public long failures() {
        return failures.sum();
    }

    /// Makes no more; one that is being made is given up.
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a backup did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
