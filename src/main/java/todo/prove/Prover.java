package todo.prove;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import todo.bench.Folders;
import todo.store.DatabaseAddress;

/// Runs proofs, round by round, each round in a folder of its own.
///
/// @param data where those folders are made; it stays if one of them is kept
/// @param seed of the first round; each further one counts it up by one
/// @param rounds how many rounds each proof takes; 0 for its own number
/// @param atLeast how long each proof goes on with further rounds, or `null` to end by number
/// @param database for proofs that need one; `null` if there is none
/// @param progress takes what is told meanwhile
record Prover(
        Path data,
        long seed,
        int rounds,
        @Nullable Duration atLeast,
        @Nullable DatabaseAddress database,
        Consumer<String> progress) {

    Verdict prove(Proof proof) throws IOException {
        long start = System.nanoTime();
        SequencedMap<String, Long> tried = new LinkedHashMap<>();
        int wanted = rounds > 0 ? rounds : proof.rounds();
        Verdict.Failure failure = null;
        int round = 0;
        do {
            failure = run(proof, seed + round++, tried, round + (atLeast == null ? " of " + wanted : ""));
        } while (failure == null
                && (atLeast == null ? round < wanted : took(start).compareTo(atLeast) < 0));
        return new Verdict(proof, round, took(start), tried, failure);
    }

    private static Duration took(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Verdict.@Nullable Failure run(Proof proof, long seed, SequencedMap<String, Long> tried, String round)
            throws IOException {
        var folder = data.toAbsolutePath().resolve(proof.name() + "-" + seed);
        Folders.delete(folder);
        Files.createDirectories(folder);
        String begin = proof.name() + ", round " + round;
        var trial = new Trial(seed, folder, text -> progress.accept(begin + ": " + text), atLeast, database);
        progress.accept(begin);
        try {
            proof.round().run(trial);
            Folders.deleteWithEmptyParent(folder);
            return null;
        } catch (Lost e) {
            return failed(trial, e, true);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return failed(trial, e, false);
        } finally {
            trial.counts().forEach((what, number) -> tried.merge(what, number, Long::sum));
            trial.worst().forEach((what, number) -> tried.merge(what, number, Math::max));
        }
    }

    private static Verdict.Failure failed(Trial trial, Exception e, boolean lost) throws IOException {
        var trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        trial.keep("failure.txt", List.of(trace.toString()));
        return new Verdict.Failure(
                lost, lost ? String.valueOf(e.getMessage()) : e.toString(), trial.seed(), trial.folder());
    }
}
