package todo.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What a disk surely has, and what it was told but need not have.
///
/// A file's content is sure when the file was synced; a name in a folder when the folder was. A sync that failed makes
/// nothing sure, and what it was to cover is taken for lost, as Linux drops such pages and reports it only once.
public final class Platter {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private static final int FOLDER = 0;

    /// What was told of a file's content, as the step with the number `at`.
    private record Told(int at, Step step) {}

    /// What was told of names: a file's number, [#FOLDER], or `null` for none.
    ///
    /// @param moved the folder whose names are another's since then, or `null`
    private record Renaming(
            int at,
            Path folder,
            Map<Path, @Nullable Integer> names,
            @Nullable Moved moved) {}

    private record Moved(Path from, Path to) {
        /// What is in the one is in the other.
        void in(TreeMap<Path, Integer> names) {
            for (var path : List.copyOf(names.keySet())) {
                if (path.startsWith(from)) {
                    var file = names.remove(path);
                    names.put(to.resolve(from.relativize(path)), file);
                }
            }
        }
    }

    private final Path root;
    private final Map<Path, Integer> names = new TreeMap<>();
    private final List<Renaming> renamings = new ArrayList<>();
    private final Map<Integer, byte[]> contents = new HashMap<>();
    private final Map<Integer, List<Told>> told = new HashMap<>();
    private int steps;

    Platter(Path root) {
        this.root = root;
    }

    void put(Path folder) {
        names.put(folder, FOLDER);
    }

    void put(Path path, int file, byte[] content) {
        names.put(path, file);
        contents.put(file, content);
    }

    /// This disk as it is now, to go on by itself.
    public Platter copy() {
        var copy = new Platter(root);
        copy.names.putAll(names);
        copy.renamings.addAll(renamings);
        copy.contents.putAll(contents);
        told.forEach((file, all) -> copy.told.put(file, new ArrayList<>(all)));
        copy.steps = steps;
        return copy;
    }

    /// Takes the next step.
    public void take(Step step) {
        int at = steps++;
        switch (step) {
            case Step.Wrote(var file, var _, var _) -> tell(file, at, step);
            case Step.Truncated(var file, var _) -> tell(file, at, step);
            case Step.Made(var path, var file) -> name(at, path, file);
            case Step.MadeFolder(var path) -> name(at, path, FOLDER);
            case Step.Removed(var path) -> name(at, path, null);
            case Step.Renamed(var path, var to) -> {
                var file = latest().get(path);
                Map<Path, @Nullable Integer> both = new HashMap<>();
                both.put(to, file);
                both.put(path, null);
                boolean folder = file != null && file == FOLDER;
                renamings.add(new Renaming(at, parent(to), both, folder ? new Moved(path, to) : null));
            }
            case Step.Synced(var file, var since, var done) -> sync(file, since, done);
            case Step.SyncedFolder(var folder, var since) -> syncNames(folder, since);
            case Step.Said _ -> {}
        }
    }

    private void tell(int file, int at, Step step) {
        told.computeIfAbsent(file, _ -> new ArrayList<>()).add(new Told(at, step));
    }

    private void name(int at, Path path, @Nullable Integer file) {
        Map<Path, @Nullable Integer> one = new HashMap<>();
        one.put(path, file);
        renamings.add(new Renaming(at, parent(path), one, null));
    }

    private static Path parent(Path path) {
        var parent = path.getParent();
        return parent == null ? path : parent;
    }

    private Map<Path, Integer> latest() {
        return named(renamings);
    }

    private Map<Path, Integer> named(List<Renaming> kept) {
        var result = new TreeMap<>(names);
        for (var renaming : kept) {
            if (renaming.moved != null) {
                renaming.moved.in(result);
            }
            renaming.names.forEach((path, file) -> {
                if (file == null) {
                    result.remove(path);
                } else {
                    result.put(path, file);
                }
            });
        }
        return result;
    }

    private void sync(int file, int since, boolean done) {
        var all = told.getOrDefault(file, new ArrayList<>());
        var covered = all.stream().filter(each -> each.at < since).toList();
        if (done) {
            var content = new Content(contents.getOrDefault(file, new byte[0]));
            covered.forEach(each -> content.take(each.step));
            contents.put(file, content.bytes());
        }
        all.removeAll(covered);
    }

    private void syncNames(Path folder, int since) {
        var covered = renamings.stream()
                .filter(each -> each.at < since && each.folder.equals(folder))
                .toList();
        var sure = named(covered);
        names.clear();
        names.putAll(sure);
        renamings.removeAll(covered);
    }

    /// Whether there is anything that it need not have.
    public boolean isUnsure() {
        return !renamings.isEmpty() || told.values().stream().anyMatch(all -> !all.isEmpty());
    }

    /// What may be found after the power was cut now: the content of each file, by its path from the folder;
    /// `null` for a folder.
    public Map<Path, byte @Nullable []> afterCut(Loss loss, RandomGenerator random) {
        var kept = named(renamings.stream().filter(_ -> keeps(loss, random)).toList());
        Map<Path, byte @Nullable []> found = new TreeMap<>();
        kept.forEach((path, file) -> {
            if (isReached(path, kept)) {
                found.put(root.relativize(path), file == FOLDER ? null : content(file, loss, random));
            }
        });
        return found;
    }

    private boolean isReached(Path path, Map<Path, Integer> kept) {
        var parent = parent(path);
        return parent.equals(root) || kept.containsKey(parent) && isReached(parent, kept);
    }

    private static boolean keeps(Loss loss, RandomGenerator random) {
        return switch (loss) {
            case EVERYTHING -> false;
            case NOTHING -> true;
            case SOME, SECTORS, PAGES, BYTES, REORDERED -> random.nextBoolean();
        };
    }

    private byte[] content(int file, Loss loss, RandomGenerator random) {
        List<Step> all = new ArrayList<>();
        told.getOrDefault(file, List.of()).forEach(each -> all.add(each.step));
        if (loss == Loss.REORDERED) {
            Collections.shuffle(all, random);
        }
        var content = new Content(contents.getOrDefault(file, new byte[0]));
        for (var step : all) {
            switch (loss) {
                case EVERYTHING -> {}
                case NOTHING -> content.take(step);
                case SOME, REORDERED -> {
                    if (random.nextBoolean()) {
                        content.take(step);
                    }
                }
                case SECTORS -> content.takeSome(step, 512, random);
                case PAGES -> content.takeSome(step, 4096, random);
                case BYTES -> content.takeStart(step, random);
            }
        }
        return content.bytes();
    }

    /// Writes what was found after a cut into `folder`.
    public static void write(Map<Path, byte @Nullable []> found, Path folder) throws IOException {
        for (var each : found.entrySet()) {
            var path = folder.resolve(each.getKey());
            byte[] content = each.getValue();
            if (content == null) {
                Files.createDirectory(path);
            } else {
                Files.write(path, content);
                Files.setPosixFilePermissions(path, OWNER_ONLY); // as the program makes them
            }
        }
    }

    /// A file's bytes, as they are being written. What is not told is zero.
    private static final class Content {
        private byte[] bytes;
        private int size;

        Content(byte[] bytes) {
            this.bytes = bytes.clone();
            this.size = bytes.length;
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, size);
        }

        void take(Step step) {
            switch (step) {
                case Step.Wrote(var _, var offset, var from) -> put(offset, from, 0, from.length);
                case Step.Truncated(var _, var to) -> resize(Math.toIntExact(to));
                case Step.Made _,
                        Step.MadeFolder _,
                        Step.Removed _,
                        Step.Renamed _,
                        Step.Synced _,
                        Step.SyncedFolder _,
                        Step.Said _ -> throw new IllegalArgumentException(step.toString());
            }
        }

        void takeSome(Step step, int sector, RandomGenerator random) {
            if (!(step instanceof Step.Wrote(var _, var offset, var from))) {
                if (random.nextBoolean()) {
                    take(step);
                }
                return;
            }
            for (int start = 0; start < from.length; ) {
                int end = (int) Math.min(from.length, (offset + start) / sector * sector + sector - offset);
                if (random.nextBoolean()) {
                    put(offset, from, start, end);
                }
                start = end;
            }
        }

        void takeStart(Step step, RandomGenerator random) {
            if (step instanceof Step.Wrote(var _, var offset, var from)) {
                put(offset, from, 0, random.nextInt(from.length + 1));
            } else if (random.nextBoolean()) {
                take(step);
            }
        }

        private void put(long offset, byte[] from, int start, int end) {
            int to = Math.toIntExact(offset + end);
            if (end > start) {
                resize(Math.max(size, to));
                System.arraycopy(from, start, bytes, to - (end - start), end - start);
            }
        }

        private void resize(int to) {
            if (to > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(to, bytes.length * 2));
            }
            if (to < size) {
                Arrays.fill(bytes, to, size, (byte) 0);
            }
            size = to;
        }
    }
}
