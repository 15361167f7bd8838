package todo.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import todo.server.TodoSystem;

/// The original's measurements of adds, with ours in their place. Ours are always durable: those called are each
/// waited for; those cast are nine casts and a call, whose answer says that all ten are on disk.
final class LikeAdds {
    private static final int TOGETHER = 10;
    private static final List<Integer> SIZES = List.of(10, 1_000);
    private static final List<Integer> CLIENTS = List.of(16, 64);

    private LikeAdds() {}

    private static List<Section.Rival> bothForms(String section) {
        return List.of(
                (original, _) -> original.run(section, "durable"), (original, _) -> original.run(section, "async"));
    }

    private static void rows(List<Row> rows, String key, String what, String section, String where) {
        rows.add(Row.more(key + "-called", "adds, each waited for, " + what, "/s")
                .against("durable form", "section=" + section + " mode=durable " + where, "adds_per_s"));
        rows.add(Row.more(key + "-cast", "adds, nine cast and one called, " + what, "/s")
                .against("fire and forget", "section=" + section + " mode=async " + where, "adds_per_s"));
    }

    private static void addTen(Lists lists, String list, boolean cast) {
        for (int number = 1; number < TOGETHER; number++) {
            if (cast) {
                lists.cast(list, number);
            } else {
                lists.add(list, number);
            }
        }
        lists.add(list, TOGETHER);
    }

    static Section oneByOne() {
        List<Row> rows = new ArrayList<>();
        for (int size : OneByOne.LISTS.keySet().stream().sorted().toList()) {
            rows(rows, "size" + size, "lists of %,d, one client".formatted(size), "adds1", "size=" + size);
        }
        rows(rows, "one", "one list from empty, 16 clients", "adds1", "one_list_from_empty=true");
        return new Section(
                "adds1",
                "As the original's section adds1: one client gives ten entries to each of some lists of one size; "
                        + "then 16 clients all go to one list.",
                rows,
                bothForms("adds1"),
                OneByOne::new);
    }

    private static final class OneByOne implements Section.Measuring {
        private static final Map<Integer, Integer> LISTS = Map.of(10, 200, 1_000, 120, 10_000, 20);

        private final Workbench bench;
        private final TodoSystem system;
        private final Lists lists;
        private int fresh;

        OneByOne(Workbench bench) throws Exception {
            this.bench = bench;
            this.system = TodoSystem.start(bench.place("adds1"));
            this.lists = new Lists(system);
            for (var size : LISTS.entrySet()) {
                lists.fill(names(size.getKey()), size.getKey());
            }
        }

        private List<String> names(int size) {
            return Lists.names(
                    "size" + size + "-" + (size == 10 ? fresh : 0) + "-",
                    bench.sizes().partOf(LISTS.getOrDefault(size, 0)));
        }

        @Override
        public Map<String, Double> round() throws Exception {
            Map<String, Double> figures = new HashMap<>();
            for (boolean cast : List.of(false, true)) {
                String form = cast ? "-cast" : "-called";
                fresh++;
                lists.fill(names(10), 10);
                for (int size : LISTS.keySet()) {
                    var names = names(size);
                    var done = Clients.times(names.size(), 1, (_, turn) -> addTen(lists, names.get(turn), cast));
                    figures.put("size" + size + form, done.perSecond() * TOGETHER);
                }
                String one = "one" + fresh;
                var done = Clients.during(bench.shortRound().dividedBy(2), 16, (_, _) -> addTen(lists, one, cast));
                Lists.check("entries in the list", done.turns() * TOGETHER, lists.size(one));
                figures.put("one" + form, done.perSecond() * TOGETHER);
            }
            return figures;
        }

        @Override
        public void close() {
            system.close();
        }
    }

    static Section thousand() {
        List<Row> rows = new ArrayList<>();
        for (int size : SIZES) {
            for (int clients : CLIENTS) {
                rows(
                        rows,
                        size + "-" + clients,
                        "1,000 lists of %,d, %d clients".formatted(size, clients),
                        "adds1000",
                        "lists=1000 start_size=%d clients=%d".formatted(size, clients));
            }
        }
        return new Section(
                "adds1000",
                "As the original's section adds1000: clients give entries to 1,000 lists, another each time, for 2 s "
                        + "at most.",
                rows,
                bothForms("adds1000"),
                Thousand::new);
    }

    private static final class Thousand implements Section.Measuring {
        private final Workbench bench;
        private final TodoSystem system;
        private final Lists lists;
        private int fresh;

        Thousand(Workbench bench) throws Exception {
            this.bench = bench;
            this.system = TodoSystem.start(bench.place("adds1000"));
            this.lists = new Lists(system);
            lists.fill(names(1_000), 1_000);
        }

        private List<String> names(int size) {
            return Lists.names(
                    "size" + size + "-" + (size == 10 ? fresh : 0) + "-",
                    bench.sizes().lists());
        }

        @Override
        public Map<String, Double> round() throws Exception {
            Map<String, Double> figures = new HashMap<>();
            for (int size : SIZES) {
                for (int clients : CLIENTS) {
                    fresh++;
                    if (size == 10) {
                        lists.fill(names(size), size);
                    }
                    String key = size + "-" + clients;
                    figures.put(key + "-called", adds(names(size), clients, false));
                    figures.put(key + "-cast", adds(names(size), clients, true));
                }
            }
            return figures;
        }

        private double adds(List<String> names, int clients, boolean cast) throws Exception {
            var done = Clients.during(bench.shortRound(), clients, (client, turn) -> {
                String list = names.get(Clients.spread(client, turn, names.size()));
                if (cast) {
                    addTen(lists, list, true);
                } else {
                    lists.add(list, turn);
                }
            });
            return done.perSecond() * (cast ? TOGETHER : 1);
        }

        @Override
        public void close() {
            system.close();
        }
    }

    static Section burst() {
        List<Row> rows = new ArrayList<>();
        Burst.CASTS.forEach((size, casts) -> {
            String what = "%,d casts to a list of %,d".formatted(casts, size);
            String line = "section=burst mode=async start_size=" + size;
            rows.add(Row.more(size + "-taken", what + ": taken", "/s").against("the same", line, "accepted_per_s"));
            rows.add(Row.less(size + "-stored", what + ": all on disk", "ms")
                    .against("no fsync", line, "on_disk_after_ms"));
            rows.add(Row.less(size + "-memory", what + ": memory grown by, garbage too", "KiB")
                    .against("all of it", line, "rss_kb_then-rss_kb_before"));
        });
        return new Section(
                "burst",
                "As the original's section burst: one client casts as fast as it goes; how many are taken a second, "
                        + "when all are on disk, and by how much more memory is in use then (ours: the Java heap, with "
                        + "what could be collected; the original's: memory in RAM).",
                rows,
                List.of((original, _) -> original.run("burst", "async")),
                Burst::new);
    }

    private static final class Burst implements Section.Measuring {
        private static final Map<Integer, Integer> CASTS =
                new java.util.TreeMap<>(Map.of(10, 5_000, 1_000, 2_000, 10_000, 500));

        private final Workbench bench;
        private final TodoSystem system;
        private final Lists lists;
        private int bursts;

        Burst(Workbench bench) {
            this.bench = bench;
            this.system = TodoSystem.start(bench.place("burst"));
            this.lists = new Lists(system);
        }

        @Override
        public Map<String, Double> round() {
            Map<String, Double> figures = new HashMap<>();
            CASTS.forEach((size, casts) -> burst(figures, size, bench.sizes().partOf(casts)));
            return figures;
        }

        private void burst(Map<String, Double> figures, int size, int casts) {
            String list = "burst" + ++bursts;
            lists.fill(list, size);
            long before = Many.heap();
            long start = System.nanoTime();
            for (int number = 1; number < casts; number++) {
                lists.cast(list, number);
            }
            var taken = Duration.ofNanos(System.nanoTime() - start);
            lists.add(list, casts);
            var stored = Duration.ofNanos(System.nanoTime() - start);
            long after =
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            Lists.check("entries in the list", size + casts, lists.size(list));
            figures.put(size + "-taken", casts / (taken.toNanos() / 1e9));
            figures.put(size + "-stored", stored.toNanos() / 1e6);
            figures.put(size + "-memory", Math.max(1, (after - before) / 1024.0));
        }

        @Override
        public void close() {
            system.close();
        }
    }
}
