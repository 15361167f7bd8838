package todo.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import todo.store.DatabaseAddress;

/// One round of a proof: the seed of its choices, its place on disk, and what it has to tell.
///
/// Any thread may count and tell.
public final class Trial {
    private final long seed;
    private final Path folder;
    private final Consumer<String> progress;
    private final @Nullable Duration time;
    private final @Nullable DatabaseAddress database;
    private final SequencedMap<String, Long> counts = new LinkedHashMap<>();
    private final SequencedMap<String, Long> worst = new LinkedHashMap<>();

    /// @param progress takes what is told meanwhile
    public Trial(long seed, Path folder, Consumer<String> progress) {
        this(seed, folder, progress, null, null);
    }

    Trial(
            long seed,
            Path folder,
            Consumer<String> progress,
            @Nullable Duration time,
            @Nullable DatabaseAddress database) {
        this.time = time;
        this.database = database;
        this.seed = seed;
        this.folder = folder;
        this.progress = progress;
    }

    public long seed() {
        return seed;
    }

    /// Choices that are the same whenever the round has the same seed. One for each thread: give each its `number`.
    public Random random(int number) {
        return new Random(seed * 1_000_003 + number);
    }

    /// A folder of its own, which is kept if something was lost.
    public Path folder() {
        return folder;
    }

    /// How long it should take, of a round that takes as long as one likes.
    Duration time(Duration usually) {
        return time == null ? usually : time;
    }

    /// A PostgreSQL database, of a proof that needs one.
    DatabaseAddress database() {
        return Objects.requireNonNull(database, "a proof that needs a database says so");
    }

    /// Adds `number` to how many of `what`, such as "kills", were tried; all rounds are summed up.
    public synchronized void count(String what, long number) {
        counts.merge(what, number, Long::sum);
    }

    public synchronized SequencedMap<String, Long> counts() {
        return new LinkedHashMap<>(counts);
    }

    /// The most of `what` so far, such as "ms until", is `number` at least; of all rounds, the most counts.
    synchronized void worst(String what, long number) {
        worst.merge(what, number, Math::max);
    }

    synchronized SequencedMap<String, Long> worst() {
        return new LinkedHashMap<>(worst);
    }

    /// Says how far it has come, to whoever waits.
    public void tell(String progress) {
        this.progress.accept(progress);
    }

    /// Keeps what would be needed to understand a failure.
    public void keep(String file, List<String> lines) throws IOException {
        Files.write(folder.resolve(file), lines);
    }

    /// Writes what whoever asked for the proof may want to see, whatever comes of it: beside the round's folder.
    void publish(String file, List<String> lines) throws IOException {
        Files.write(folder.resolveSibling(file), lines);
    }
}
