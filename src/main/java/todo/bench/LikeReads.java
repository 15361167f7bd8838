package todo.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import todo.server.TodoSystem;

/// The original's measurements of reads and look-ups, with ours in their place.
final class LikeReads {
    private static final int ALONE = 1_000;

    private LikeReads() {}

    static Section one() {
        List<Row> rows = new ArrayList<>();
        for (int size : One.SIZES) {
            for (int clients : One.CLIENTS) {
                rows.add(Row.more(
                                size + "-" + clients,
                                "reads by date, one list of %,d, %d clients".formatted(size, clients),
                                "/s")
                        .against(
                                "the same",
                                "section=reads1 size=%d clients=%d".formatted(size, clients),
                                "reads_per_s"));
            }
            String alone = "section=reads1 size=" + size + " clients=1";
            rows.add(Row.less(size + "-p50", "a read alone, list of %,d, median".formatted(size), "µs")
                    .against("the same", alone, "alone_p50_us"));
            rows.add(Row.less(size + "-p99", "a read alone, list of %,d, 99 of 100 within".formatted(size), "µs")
                    .against("the same", alone, "alone_p99_us"));
        }
        return new Section(
                "reads1",
                "As the original's section reads1: clients ask one list for the entries due on one day, for 2 s at "
                        + "most, and go through what is found; then one asks 1,000 times and each time is taken.",
                rows,
                List.of((original, _) -> original.run("reads1", "async")),
                One::new);
    }

    private static final class One implements Section.Measuring {
        private static final List<Integer> SIZES = List.of(10, 1_000, 10_000);
        private static final List<Integer> CLIENTS = List.of(1, 64);

        private final Workbench bench;
        private final TodoSystem system;
        private final Lists lists;

        One(Workbench bench) {
            this.bench = bench;
            this.system = TodoSystem.start(bench.place("reads1"));
            this.lists = new Lists(system);
            SIZES.forEach(size -> lists.fill("size" + size, size));
        }

        @Override
        public Map<String, Double> round() throws Exception {
            Map<String, Double> figures = new HashMap<>();
            for (int size : SIZES) {
                Clients.Work read =
                        (_, _) -> Lists.check("found", Math.max(1, size / 100), lists.read("size" + size, Lists.A_DAY));
                for (int clients : CLIENTS) {
                    figures.put(
                            size + "-" + clients,
                            Clients.during(bench.shortRound(), clients, read).perSecond());
                }
                long[] micros = Clients.micros(bench.sizes().partOf(ALONE), read);
                figures.put(size + "-p50", (double) micros[micros.length / 2]);
                figures.put(size + "-p99", (double) micros[micros.length * 99 / 100]);
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
        for (int size : Thousand.SIZES) {
            for (int clients : One.CLIENTS) {
                rows.add(Row.more(
                                size + "-" + clients,
                                "reads by date, 1,000 lists of %,d, %d clients".formatted(size, clients),
                                "/s")
                        .against(
                                "the same",
                                "section=reads1000 lists=1000 size=%d clients=%d".formatted(size, clients),
                                "reads_per_s"));
            }
        }
        return new Section(
                "reads1000",
                "As the original's section reads1000: the same, of 1,000 lists, another each time.",
                rows,
                List.of((original, _) -> original.run("reads1000", "async")),
                Thousand::new);
    }

    private static final class Thousand implements Section.Measuring {
        private static final List<Integer> SIZES = List.of(10, 1_000);

        private final Workbench bench;
        private final TodoSystem system;
        private final Lists lists;

        Thousand(Workbench bench) throws Exception {
            this.bench = bench;
            this.system = TodoSystem.start(bench.place("reads1000"));
            this.lists = new Lists(system);
            for (int size : SIZES) {
                lists.fill(names(size), size);
            }
        }

        private List<String> names(int size) {
            return Lists.names("size" + size + "-", bench.sizes().lists());
        }

        @Override
        public Map<String, Double> round() throws Exception {
            Map<String, Double> figures = new HashMap<>();
            for (int size : SIZES) {
                var names = names(size);
                for (int clients : One.CLIENTS) {
                    var done = Clients.during(
                            bench.shortRound(),
                            clients,
                            (client, turn) -> Lists.check(
                                    "found",
                                    Math.max(1, size / 100),
                                    lists.read(names.get(Clients.spread(client, turn, names.size())), Lists.A_DAY)));
                    figures.put(size + "-" + clients, done.perSecond());
                }
            }
            return figures;
        }

        @Override
        public void close() {
            system.close();
        }
    }

    static Section cache() {
        List<Row> rows = new ArrayList<>();
        for (int clients : Cache.CLIENTS) {
            rows.add(Row.more(
                            "found-" + clients,
                            "lists found, and asked how long they are, %d clients".formatted(clients),
                            "/s")
                    .against("look-up only", "section=cache clients=" + clients, "lookups_per_s"));
        }
        rows.add(Row.less("load", "a list of 10,000 loaded", "µs")
                .against("the same", "section=cache load_10k_list_us", "load_10k_list_us"));
        rows.add(Row.less("p50", "another list found meanwhile, median", "µs")
                .against("the same", "section=cache load_10k_list_us", "lookup_while_loading_p50_us"));
        rows.add(Row.less("p97", "another list found meanwhile, 97 of 100 within", "µs")
                .against("the same", "section=cache load_10k_list_us", "p97_us"));
        return new Section(
                "cache",
                "As the original's section cache: clients look for one of 1,000 lists. Here there is no look-up by "
                        + "itself: a message goes to the list by name, so the list is asked how many entries it has, "
                        + "and its answer is waited for. Then the same while 19 other lists of 10,000 are loaded.",
                rows,
                List.of((original, _) -> original.run("cache", "async")),
                Cache::new);
    }

    private static final class Cache implements Section.Measuring {
        private static final List<Integer> CLIENTS = List.of(1, 16, 64);
        private static final int LARGE = 20;
        private static final int LOOKS = 30;

        private final Workbench bench;
        private final Path data;
        private final List<String> names;
        private final List<String> large = Lists.names("large", LARGE);

        Cache(Workbench bench) throws Exception {
            this.bench = bench;
            this.data = bench.place("cache");
            this.names = Lists.names("list", bench.sizes().lists());
            try (var system = TodoSystem.start(data)) {
                var lists = new Lists(system);
                lists.fill(names, 10);
                lists.fill(large, bench.sizes().large());
            }
        }

        @Override
        public Map<String, Double> round() throws Exception {
            Map<String, Double> figures = new HashMap<>();
            try (var system = TodoSystem.start(data)) {
                var lists = new Lists(system);
                Many.wake(lists, names, 10);
                for (int clients : CLIENTS) {
                    var done = Clients.during(
                            bench.shortRound(),
                            clients,
                            (client, turn) -> lists.size(names.get(Clients.spread(client, turn, names.size()))));
                    figures.put("found-" + clients, done.perSecond());
                }
                meanwhile(lists, figures);
            }
            return figures;
        }

        private void meanwhile(Lists lists, Map<String, Double> figures) throws Exception {
            figures.put("load", (double) Clients.micros(1, (_, _) -> lists.size(large.getFirst()))[0]);
            var loading = Thread.startVirtualThread(() -> large.forEach(lists::size));
            long[] micros = Clients.micros(LOOKS, (_, _) -> lists.size(names.getFirst()));
            loading.join();
            figures.put("p50", (double) micros[LOOKS / 2]);
            figures.put("p97", (double) micros[LOOKS * 99 / 100]);
        }
    }

    static Section starts() {
        String line = "section=start mode=async lists=100000";
        return new Section(
                "starts",
                "As the original's section start: 100,000 lists that were never there are asked for one after another "
                        + "by one client, and 100,000 more by 64; then 16 clients go back to 1,000 of them for 1 s. "
                        + "Ours answers how many entries it has; the original gives the process only.",
                List.of(
                        Row.more("starts", "lists started, one client", "/s").against("the same", line, "starts_per_s"),
                        Row.more("starts64", "lists started, 64 clients", "/s")
                                .against("one client", line, "starts_per_s"),
                        Row.less("memory", "memory of a list started", "bytes")
                                .against("the same", line, "vm_bytes_per_list"),
                        Row.more("found", "lists found among 100,000, 16 clients", "/s")
                                .against("look-up only", line, "lookups_per_s_at_100k")),
                List.of((original, _) -> original.run("start", "async")),
                Starts::new);
    }

    private record Starts(Workbench bench) implements Section.Measuring {
        @Override
        public Map<String, Double> round() throws Exception {
            int count = bench.sizes().many();
            var data = bench.place("starts");
            try (var system = TodoSystem.start(data)) {
                var lists = new Lists(system);
                lists.size("another");
                long before = Many.heap();
                var alone = Clients.times(count, 1, (_, turn) -> lists.size("list" + turn));
                double memory = (double) (Many.heap() - before) / count;
                var together = Clients.times(count, 64, (_, turn) -> lists.size("more" + turn));
                var found = Clients.during(
                        bench.shortRound().dividedBy(2),
                        16,
                        (client, turn) -> lists.size("list" + Clients.spread(client, turn, 1_000) * 97 % count));
                return Map.of(
                        "starts", alone.perSecond(),
                        "starts64", together.perSecond(),
                        "memory", memory,
                        "found", found.perSecond());
            } finally {
                Folders.delete(data);
            }
        }
    }
}
