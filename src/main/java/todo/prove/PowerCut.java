package todo.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import todo.bench.Folders;
import todo.disk.Loss;
import todo.disk.Platter;
import todo.disk.Recorder;
import todo.disk.Step;
import todo.disk.Tap;
import todo.disk.Witness;
import todo.prove.RecordedRun.Acknowledged;
import todo.store.StoreException;

/// Records a server at work and cuts the power at many places of it: whatever the disk may have lost then, a server
/// that is started on the rest must have all that was acknowledged before.
///
/// @param edits how many edits are made
/// @param cuts how often the power is cut
/// @param cutsWhileStarting how often it is cut again, each time, while the server starts on what was left
/// @param faults how many of a thousand writes, syncs and reads fail
/// @param door who stands before the recorder
record PowerCut(int edits, int cuts, int cutsWhileStarting, int faults, UnaryOperator<Witness> door)
        implements Proof.Round {
    static final Proof PROOF = new Proof(
            "power-cut",
            "Records all that a server at work has the disk do, cuts the power at many places of it, takes away what"
                    + " was not synced in every way we know, and starts the server on the rest.",
            8,
            new PowerCut(900, 100, 2, 0, UnaryOperator.identity()));

    static final Proof FAULTS = new Proof(
            "faults",
            "Has the disk fail or be full at random for a server at work, and then cuts the power as in power-cut; what"
                    + " a failed sync was to write is lost then.",
            8,
            new PowerCut(900, 50, 1, 5, UnaryOperator.identity()));

    private static final int SHARED_MEMORY = 32 << 10;

    @Override
    public void run(Trial trial) throws Exception {
        var random = trial.random(0);
        trial.count(
                "changes traced to their sync", Trace.check(cuts(trial, random).steps()));
    }

    /// Records, cuts, and gives what was recorded.
    RecordedRun cuts(Trial trial, Random random) throws Exception {
        var disk = new FaultyDisk(new Random(random.nextLong()), faults);
        var run = record(trial, disk, random);
        trial.count("steps recorded", run.steps().size());
        trial.count("faults", disk.faults());
        var platter = run.before();
        int taken = 0;
        for (int place : places(run.steps(), random)) {
            for (; taken < place; taken++) {
                platter.take(run.steps().get(taken));
            }
            trial.tell("cut at step " + place);
            cut(trial, run, place, platter, random);
        }
        return run;
    }

    /// What a disk that fails has the server log is not worth reading.
    private RecordedRun record(Trial trial, FaultyDisk disk, Random random) throws Exception {
        var log = Logger.getLogger("");
        var level = log.getLevel();
        log.setLevel(faults > 0 ? Level.OFF : level);
        try {
            return RecordedRun.make(Files.createDirectory(trial.folder().resolve("run")), door, disk, random, edits);
        } finally {
            log.setLevel(level);
        }
    }

    /// Before and behind syncs for one half, anywhere for the other.
    private List<Integer> places(List<Step> steps, Random random) {
        List<Integer> syncs = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Synced || steps.get(i) instanceof Step.SyncedFolder) {
                syncs.add(i);
            }
        }
        var places = new TreeSet<Integer>();
        int wanted = Math.min(cuts, steps.size());
        while (places.size() < wanted) {
            places.add(
                    random.nextBoolean() && !syncs.isEmpty()
                            ? syncs.get(random.nextInt(syncs.size())) + random.nextInt(2)
                            : random.nextInt(steps.size() + 1));
        }
        return List.copyOf(places);
    }

    private void cut(Trial trial, RecordedRun run, int place, Platter platter, Random random) throws Exception {
        var after = new AfterCut(run);
        run.steps().subList(0, place).forEach(after::take);
        var loss = Loss.any(random);
        var folder = Files.createDirectory(trial.folder().resolve("cut"));
        Platter.write(platter.afterCut(loss, random), folder);
        spoilSharedMemory(folder.resolve("data"), random);
        trial.count("cuts", 1);
        var recorder = new Recorder(folder);
        try (var _ = Tap.watch(folder, recorder)) {
            after.check(folder.resolve("data"));
            cutWhileStarting(trial, after, recorder, random);
        } catch (StoreException e) {
            trial.keep("steps.txt", told(run.steps().subList(0, place)));
            throw e;
        } catch (Lost e) {
            trial.keep("steps.txt", told(run.steps().subList(0, place)));
            throw new Lost("after a cut at step %d of %d with loss of %s: %s"
                    .formatted(place, run.steps().size(), loss, e.getMessage()));
        }
        Folders.delete(folder);
    }

    /// One line for each step, without what was written.
    private static List<String> told(List<Step> steps) {
        return IntStream.range(0, steps.size())
                .mapToObj(at -> at + " "
                        + switch (steps.get(at)) {
                            case Step.Wrote(var file, var offset, var bytes) ->
                                "file " + file + " is written at " + offset + ", " + bytes.length + " bytes";
                            case Step.Said(Acknowledged(var list, var changes)) ->
                                list + " has answered for version "
                                        + changes.getLast().version();
                            case Step step -> step.toString();
                        })
                .toList();
    }

    /// SQLite's shared memory lives no longer than the machine is up: there may be anything, or nothing.
    private static void spoilSharedMemory(Path data, Random random) throws IOException {
        for (int file = 0; file < 3; file++) {
            if (Files.exists(data.resolve("todo-" + file + ".db")) && random.nextBoolean()) {
                byte[] anything = new byte[SHARED_MEMORY];
                random.nextBytes(anything);
                Files.write(data.resolve("todo-" + file + ".db-shm"), anything);
            }
        }
    }

    /// The power goes again while the server starts on what the first cut has left.
    private void cutWhileStarting(Trial trial, AfterCut after, Recorder recorder, Random random) throws Exception {
        var steps = recorder.steps();
        for (int again = 0; again < cutsWhileStarting; again++) {
            var platter = recorder.before();
            steps.subList(0, random.nextInt(steps.size() + 1)).forEach(platter::take);
            var loss = Loss.any(random);
            var folder = Files.createDirectory(trial.folder().resolve("cut-again"));
            Platter.write(platter.afterCut(loss, random), folder);
            trial.count("cuts while it started again", 1);
            after.check(folder.resolve("data"));
            Folders.delete(folder);
        }
    }
}
