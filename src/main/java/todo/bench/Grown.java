package todo.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import todo.list.Edit;
import todo.server.Outcome;
import todo.server.TodoSystem;

/// What a change costs where much has been written before.
final class Grown {
    private static final int BURST = 500;
    private static final int CHANGES_AT_ONCE = 1_000;
    private static final int FEW = 10_000;
    private static final int CLIENTS = 200;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String CHANGED = "changed";

    /// As many as find a list asleep, in the folder that has few.
    private static final int MOST_BURSTS = FEW / BURST;

    private Grown() {}

    static Section section() {
        return new Section(
                "grown",
                "A folder with 1,000,000 lists and one with 10,000. Bursts of 500 changes at once, in turn, timed until all "
                        + "are on disk: to a list that has been changed 1,000,000 times and to one that was 10 times; to 500 "
                        + "lists that are awake in either folder; and to 500 that have to be loaded. The ratios are those of "
                        + "the median bursts.",
                List.of(
                        Row.less("history", "a change of a list with 1,000,000 before against 10", "×"),
                        Row.less("awake", "a change of one of 1,000,000 lists against 10,000, awake", "×"),
                        Row.less("asleep", "the same, of lists that have to be loaded", "×"),
                        Row.less("historyMicros", "a change of a list with 1,000,000 before", "µs"),
                        Row.less("awakeMicros", "a change of one of 1,000,000 lists, awake", "µs"),
                        Row.less("asleepMicros", "the same, of lists that have to be loaded", "µs")),
                Measured::new);
    }

    /// A data folder, with so many lists of one entry.
    private record Folder(Path data, int lists) {}

    /// Lists that bursts of changes go to.
    private record Goal(String key, BiFunction<Opened, Integer, String> list) {}

    private static final List<Goal> GOALS = List.of(
            new Goal("history", (_, _) -> CHANGED),
            new Goal("awake", (_, number) -> "awake" + number),
            new Goal("asleep", (opened, _) -> opened.asleep()));

    private static final class Measured implements Section.Measuring {
        private final Workbench bench;
        private final Folder many;
        private final Folder few;

        Measured(Workbench bench) throws Exception {
            this.bench = bench;
            int lists = bench.sizes().many() * 10;
            this.many = make(new Folder(bench.place("many"), lists), lists);
            this.few = make(new Folder(bench.place("few"), bench.sizes().partOf(FEW)), 10);
        }

        @Override
        public Map<String, Double> round() {
            long end = System.nanoTime() + bench.round().toNanos();
            Map<String, List<Double>> inMany = new HashMap<>();
            Map<String, List<Double>> inFew = new HashMap<>();
            try (var much = new Opened(many);
                    var little = new Opened(few)) {
                for (int bursts = 0; bursts < MOST_BURSTS && (bursts < 2 || System.nanoTime() < end); bursts++) {
                    for (var goal : GOALS) {
                        much.burst(goal, inMany);
                        little.burst(goal, inFew);
                    }
                }
            }
            Map<String, Double> figures = new HashMap<>();
            inMany.forEach((key, micros) -> {
                double median = Figure.median(micros);
                figures.put(key + "Micros", median);
                figures.put(key, median / Figure.median(Objects.requireNonNull(inFew.get(key))));
            });
            return figures;
        }
    }

    /// Makes it, with one list more that was changed so often.
    private static Folder make(Folder folder, int changes) throws Exception {
        var standard = TodoSystem.Settings.of(folder.data);
        try (var system = TodoSystem.start(new TodoSystem.Settings(
                folder.data, standard.workers(), SOON, standard.askTimeout(), standard.clock()))) {
            var lists = new Lists(system);
            Clients.times(folder.lists, Math.min(folder.lists, CLIENTS), (_, turn) -> lists.add(name(turn), turn));
            change(lists, changes);
        }
        return folder;
    }

    private static String name(int number) {
        return "asleep" + number;
    }

    private static void change(Lists lists, int changes) {
        for (int done = 0; done < changes; ) {
            int some = Math.min(changes - done, CHANGES_AT_ONCE) / 2;
            var added = lists.edit(
                    CHANGED,
                    new Edit.All(IntStream.range(0, some)
                            .<Edit>mapToObj(Lists::entry)
                            .toList()));
            lists.edit(
                    CHANGED,
                    new Edit.All(added.entries().stream()
                            .<Edit>map(entry -> new Edit.Remove(entry.id()))
                            .toList()));
            done += 2 * some;
        }
    }

    private static final class Opened implements AutoCloseable {
        private final TodoSystem system;
        private final Lists lists;
        private final int count;
        private int next;

        Opened(Folder folder) {
            this.system = TodoSystem.start(folder.data);
            this.lists = new Lists(system);
            this.count = folder.lists;
        }

        /// Another one each time, until all were used.
        String asleep() {
            next = (next + 7_919) % count;
            return name(next);
        }

        /// Writes down what an add took, in µs. They are removed again, untimed.
        void burst(Goal goal, Map<String, List<Double>> micros) {
            var names = IntStream.range(0, BURST)
                    .mapToObj(number -> goal.list.apply(this, number))
                    .toList();
            long start = System.nanoTime();
            var done = all(names, _ -> Lists.entry(0));
            micros.computeIfAbsent(goal.key, _ -> new ArrayList<>()).add((System.nanoTime() - start) / 1e3 / BURST);
            all(names, i -> new Edit.Remove(done.get(i).entries().getFirst().id()));
        }

        private List<Outcome.Done> all(List<String> names, IntFunction<Edit> edit) {
            return IntStream.range(0, names.size())
                    .mapToObj(i -> lists.begin(names.get(i), edit.apply(i)))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }

        @Override
        public void close() {
            system.close();
        }
    }
}
