package todo.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Writes down all that is done to the files of a folder, in the order in which it is done.
///
/// What changes a file is done and written down in one go; only syncs go on beside each other. The shared memory of
/// SQLite (`-shm`) is left out: it lives no longer than the machine is up.
public final class Recorder implements Witness {
    private final Witness next;
    private final Platter before;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Path, Integer> names = new HashMap<>();
    private final Map<Integer, Integer> files = new HashMap<>();
    private final Set<Syncing> underWay = new HashSet<>();
    private int lastFile;

    /// A sync under way; no two are the same. Of a folder if `file` is `null`.
    private static final class Syncing {
        private final @Nullable Integer file;
        private final Path path;
        private final int since;

        Syncing(@Nullable Integer file, Path path, int since) {
            this.file = file;
            this.path = path;
            this.since = since;
        }
    }

    /// @param folder what is in there now is taken to be on disk
    /// @param next who sees the calls next
    public Recorder(Path folder, Witness next) throws IOException {
        var root = folder.toRealPath();
        this.next = next;
        this.before = new Platter(root);
        try (var found = Files.walk(root)) {
            for (var path : found.filter(path -> !path.equals(root)).toList()) {
                if (Files.isDirectory(path)) {
                    before.put(path);
                } else if (isKept(path)) {
                    names.put(path, ++lastFile);
                    before.put(path, lastFile, Files.readAllBytes(path));
                }
            }
        }
    }

    public Recorder(Path folder) throws IOException {
        this(folder, (_, disk) -> disk.get());
    }

    /// Writes down what the program says.
    public synchronized void say(Object what) {
        steps.add(new Step.Said(what));
    }

    /// What was written down up to now.
    public synchronized List<Step> steps() {
        return List.copyOf(steps);
    }

    /// The disk as it was when this began.
    public Platter before() {
        return before.copy();
    }

    private static boolean isKept(Path path) {
        return !path.toString().endsWith("-shm");
    }

    @Override
    public Answer on(Call call, Supplier<Answer> disk) {
        if (!isKept(call.path())) {
            return next.on(call, disk);
        }
        return switch (call) {
            case Call.Read _ -> next.on(call, disk);
            case Call.Sync sync -> sync(sync, disk);
            case Call.Open _,
                    Call.Close _,
                    Call.Write _,
                    Call.Truncate _,
                    Call.Remove _,
                    Call.Rename _,
                    Call.MakeFolder _ -> change(call, disk);
        };
    }

    private Answer sync(Call.Sync sync, Supplier<Answer> disk) {
        var syncing = begin(sync);
        boolean done = false;
        try {
            var answer = next.on(sync, disk);
            done = !answer.failed();
            return answer;
        } finally {
            end(syncing, done);
        }
    }

    private synchronized Syncing begin(Call.Sync sync) {
        var syncing = new Syncing(files.get(sync.handle()), sync.path(), steps.size());
        underWay.add(syncing);
        return syncing;
    }

    private synchronized void end(Syncing syncing, boolean done) {
        underWay.remove(syncing);
        notifyAll();
        var file = syncing.file;
        if (file == null) {
            if (done) {
                steps.add(new Step.SyncedFolder(syncing.path, syncing.since));
            }
            return;
        }
        if (!done) {
            awaitOthers(file);
        }
        steps.add(new Step.Synced(file, syncing.since, done));
    }

    /// Had they not made the file sure before this one failed, they would have failed too (fsync(2)): so they come
    /// first.
    private void awaitOthers(Integer file) {
        var others = underWay.stream().filter(other -> file.equals(other.file)).toList();
        boolean interrupted = false;
        while (others.stream().anyMatch(underWay::contains)) {
            try {
                wait();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Answer change(Call call, Supplier<Answer> disk) {
        var answer = next.on(call, disk);
        if (!answer.failed()) {
            write(call, answer.value());
        }
        return answer;
    }

    private void write(Call call, long value) {
        switch (call) {
            case Call.Open(var path, var _, var create, var truncate) -> opened(path, (int) value, create, truncate);
            case Call.Close(var handle, var _) -> files.remove(handle);
            case Call.Write(var handle, var path, var offset, var bytes) -> {
                long at = offset < 0 ? size(path) - value : offset;
                steps.add(new Step.Wrote(file(handle, path), at, java.util.Arrays.copyOf(bytes, (int) value)));
            }
            case Call.Truncate(var handle, var path, var size) ->
                steps.add(new Step.Truncated(file(handle, path), size));
            case Call.Remove(var path) -> {
                names.remove(path);
                steps.add(new Step.Removed(path));
            }
            case Call.Rename(var path, var to) -> {
                var file = names.remove(path);
                if (file != null) {
                    names.put(to, file);
                }
                steps.add(new Step.Renamed(path, to));
            }
            case Call.MakeFolder(var path) -> steps.add(new Step.MadeFolder(path));
            case Call.Read _, Call.Sync _ -> {}
        }
    }

    private void opened(Path path, int handle, boolean create, boolean truncate) {
        if (create) {
            names.put(path, ++lastFile);
            steps.add(new Step.Made(path, lastFile));
        }
        var file = names.get(path);
        if (file != null) {
            files.put(handle, file);
            if (truncate && !create) {
                steps.add(new Step.Truncated(file, 0));
            }
        }
    }

    private int file(int handle, Path path) {
        var file = files.get(handle);
        if (file == null) {
            throw new IllegalStateException(path + " is written, but was opened before it was watched");
        }
        return file;
    }

    /// The size after a write to the end, which is how all do who do not say where.
    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
