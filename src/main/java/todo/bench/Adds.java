package todo.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import todo.list.Edit;
import todo.server.Outcome;
import todo.server.TodoSystem;

/// Durable adds in the process.
final class Adds {
    private static final int FRESH_LIST_AFTER = 90_000;
    private static final int BURST = 500;

    private Adds() {}

    static Section process() {
        return new Section(
                "adds-process",
                "1,000 virtual threads each add an entry to one of 1,000 lists, wait until it is on disk, and go on; "
                        + "a new data folder each round.",
                List.of(Row.more("adds", "durable adds, 1,000 lists", "/s").reach(100_000)),
                bench -> () -> {
                    var names = Lists.names("list", bench.sizes().lists());
                    return adds(bench, (client, turn) -> names.get(Clients.spread(client, turn, names.size())));
                });
    }

    static Section oneList() {
        return new Section(
                "adds-one-list",
                "The same, all on one list; as a list holds at most 100,000 entries, they go on to a new one after "
                        + "each 90,000.",
                List.of(Row.more("adds", "durable adds, one list", "/s").reach(100_000)),
                bench -> () -> {
                    var adds = new AtomicLong();
                    return adds(bench, (_, _) -> "list" + adds.getAndIncrement() / FRESH_LIST_AFTER);
                });
    }

    private interface Choice {
        String list(int client, int turn);
    }

    private static Map<String, Double> adds(Workbench bench, Choice choice) throws Exception {
        var data = bench.place("adds");
        Clients.Done done;
        try (var system = bench.start(data)) {
            var lists = new Lists(system);
            done = Clients.during(
                    bench.round(),
                    bench.sizes().clients(),
                    (client, turn) -> lists.add(choice.list(client, turn), turn));
        }
        try (var system = bench.start(data)) {
            Lists.check("entries on disk, of those acknowledged", done.turns(), new Lists(system).onDisk());
        }
        Folders.delete(data);
        return Map.of("adds", done.perSecond());
    }

    static Section cost() {
        return new Section(
                "add-cost",
                "Bursts of 500 adds at once, in turn to a list of 99,000 entries and to one of 10, timed until all "
                        + "are on disk; then they are removed again, untimed. The ratio is that of the median bursts.",
                List.of(
                        Row.less("ratio", "an add in a list of 99,000 against one of 10", "×")
                                .reach(1.2),
                        Row.less("full", "an add in a list of 99,000", "µs"),
                        Row.less("small", "an add in a list of 10", "µs")),
                Cost::new);
    }

    private static final class Cost implements Section.Measuring {
        private final Workbench bench;
        private final TodoSystem system;
        private final Lists lists;

        Cost(Workbench bench) {
            this.bench = bench;
            this.system = TodoSystem.start(bench.place("cost"));
            this.lists = new Lists(system);
            lists.fill("full", bench.sizes().full());
            lists.fill("small", 10);
        }

        @Override
        public Map<String, Double> round() {
            long end = System.nanoTime() + bench.round().toNanos();
            double[] full = new double[10_000];
            double[] small = new double[10_000];
            int bursts = 0;
            while (bursts < full.length && (bursts < 2 || System.nanoTime() < end)) {
                full[bursts] = burst("full");
                small[bursts] = burst("small");
                bursts++;
            }
            Lists.check("entries in the long list", bench.sizes().full(), lists.size("full"));
            Lists.check("entries in the short list", 10, lists.size("small"));
            double inFull = median(full, bursts);
            double inSmall = median(small, bursts);
            return Map.of("ratio", inFull / inSmall, "full", inFull, "small", inSmall);
        }

        /// What an add took, in µs.
        private double burst(String list) {
            long start = System.nanoTime();
            var adds = all(
                    list,
                    java.util.stream.IntStream.range(0, BURST)
                            .<Edit>mapToObj(Lists::entry)
                            .toList());
            double micros = (System.nanoTime() - start) / 1e3 / BURST;
            var _ = all(
                    list,
                    adds.stream()
                            .<Edit>map(done ->
                                    new Edit.Remove(done.entries().getFirst().id()))
                            .toList());
            return micros;
        }

        private List<Outcome.Done> all(String list, List<Edit> edits) {
            return edits.stream().map(edit -> lists.begin(list, edit)).toList().stream()
                    .map(CompletableFuture::join)
                    .toList();
        }

        private static double median(double[] values, int count) {
            return Figure.median(Arrays.stream(values, 0, count).boxed().toList());
        }

        @Override
        public void close() {
            system.close();
        }
    }
}
