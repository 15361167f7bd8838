package todo.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

    private static final class Measured implements Section.Measuring {
        private final Workbench bench;
        private final Path many;
        private final Path few;

        Measured(Workbench bench) throws Exception {
            this.bench = bench;
            int lists = bench.sizes().many() * 10;
            this.many = make(bench.place("many"), lists, lists);
            this.few = make(bench.place("few"), bench.sizes().partOf(FEW), 10);
        }

        @Override
        public Map<String, Double> round() {
            long end = System.nanoTime() + bench.round().toNanos();
            double[][] micros = new double[6][MOST_BURSTS];
            int bursts = 0;
            try (var much = new Opened(many, bench.sizes().many() * 10);
                    var little = new Opened(few, bench.sizes().partOf(FEW))) {
                while (bursts < MOST_BURSTS && (bursts < 2 || System.nanoTime() < end)) {
                    micros[0][bursts] = much.burst(_ -> CHANGED);
                    micros[1][bursts] = little.burst(_ -> CHANGED);
                    micros[2][bursts] = much.burst(i -> "awake" + i);
                    micros[3][bursts] = little.burst(i -> "awake" + i);
                    micros[4][bursts] = much.burst(_ -> much.asleep());
                    micros[5][bursts] = little.burst(_ -> little.asleep());
                    bursts++;
                }
            }
            int count = bursts;
            var medians = Arrays.stream(micros)
                    .map(each ->
                            Figure.median(Arrays.stream(each, 0, count).boxed().toList()))
                    .toList();
            return Map.of(
                    "history",
                    medians.get(0) / medians.get(1),
                    "awake",
                    medians.get(2) / medians.get(3),
                    "asleep",
                    medians.get(4) / medians.get(5),
                    "historyMicros",
                    medians.get(0),
                    "awakeMicros",
                    medians.get(2),
                    "asleepMicros",
                    medians.get(4));
        }
    }

    /// Makes a data folder with so many lists of one entry, and one that was changed so often.
    private static Path make(Path data, int count, int changes) throws Exception {
        var standard = TodoSystem.Settings.of(data);
        try (var system = TodoSystem.start(
                new TodoSystem.Settings(data, standard.workers(), SOON, standard.askTimeout(), standard.clock()))) {
            var lists = new Lists(system);
            Clients.times(count, Math.min(count, CLIENTS), (_, turn) -> lists.add(name(turn), turn));
            change(lists, changes);
        }
        return data;
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

        Opened(Path data, int count) {
            this.system = TodoSystem.start(data);
            this.lists = new Lists(system);
            this.count = count;
        }

        /// Another one each time, until all were used.
        String asleep() {
            next = (next + 7_919) % count;
            return name(next);
        }

        /// What an add took, in µs. They are removed again, untimed.
        double burst(IntFunction<String> list) {
            var names = IntStream.range(0, BURST).mapToObj(list).toList();
            long start = System.nanoTime();
            var done = all(names, _ -> Lists.entry(0));
            double micros = (System.nanoTime() - start) / 1e3 / BURST;
            all(names, i -> new Edit.Remove(done.get(i).entries().getFirst().id()));
            return micros;
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
