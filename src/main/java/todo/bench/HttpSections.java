package todo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import todo.server.TodoSystem;

/// What is measured over HTTP: the server in a process of its own, the load generator beside it in another.
final class HttpSections {
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int ENTRIES_OF_READ = 20;

    private HttpSections() {}

    static Section adds() {
        var row = Row.more("adds", "durable adds over HTTP, 1,000 lists, 64 connections", "/s");
        var one = Row.more("adds1", "durable adds over HTTP, one list, 64 connections", "/s");
        return new Section(
                "adds-http",
                "64 connections each send an add, wait for 201, which says that it is on disk, and send the next; in "
                        + "the end the server is killed, and what is on disk is counted. The original gets the same "
                        + "load, a new data folder each round, and at most 2 s of adds to its one list, as ours.",
                true,
                List.of(
                        row.reach(30_000)
                                .against("durable form", "section=http mode=durable what=add lists=1000", "rate", 10),
                        row.against("fire and forget", "section=http mode=async what=add lists=1000", "rate"),
                        one.against("durable form", "section=http mode=durable what=add lists=1", "rate"),
                        one.against("fire and forget", "section=http mode=async what=add lists=1", "rate")),
                List.of(
                        (original, bench) -> addsOfOriginal(original, bench, "durable"),
                        (original, bench) -> addsOfOriginal(original, bench, "async")),
                AddsOverHttp::new);
    }

    private static final class AddsOverHttp implements Section.Measuring {
        private final Workbench bench;
        private final Path data;
        private final ServerProcess server;
        private final String token;
        private long acknowledged;
        private int round;

        AddsOverHttp(Workbench bench) throws IOException {
            this.bench = bench;
            this.data = bench.place("http");
            this.server = ServerProcess.start(bench, data);
            this.token = server.token();
        }

        private double adds(List<byte[]> requests, double seconds) throws Exception {
            var plan = HttpLoad.Plan.closed(server.port(), bench.sizes().connections(), seconds, CREATED);
            var result = HttpLoad.run(bench, plan, requests);
            acknowledged += (long) Original.value(result, "answered");
            return Original.value(result, "requests_per_s");
        }

        @Override
        public Map<String, Double> round() throws Exception {
            double many = adds(Requests.adds(server.port(), token, bench.sizes().lists()), bench.seconds());
            String list = "/api/lists/one" + ++round + "/entries";
            var add = Requests.post(
                    list, server.port(), token, "{\"title\":\"Buy milk and bread\",\"due\":\"2026-01-05\"}");
            return Map.of(
                    "adds", many, "adds1", adds(List.of(add), bench.shortRound().toMillis() / 1e3));
        }

        @Override
        public void close() {
            server.close();
            try (var system = TodoSystem.start(data)) {
                Lists.check("entries on disk, of those acknowledged", acknowledged, new Lists(system).onDisk());
            }
        }
    }

    private static List<String> addsOfOriginal(Original original, Workbench bench, String mode) throws Exception {
        List<String> lines = new ArrayList<>();
        for (int lists : List.of(bench.sizes().lists(), 1)) {
            double seconds = lists == 1 ? bench.shortRound().toMillis() / 1e3 : bench.seconds();
            try (var server = original.serve(mode)) {
                var plan = HttpLoad.Plan.closed(server.port(), bench.sizes().connections(), seconds, OK);
                var result = HttpLoad.run(bench, plan, Requests.originalAdds(server.port(), lists));
                lines.add("section=http mode=%s what=add lists=%d rate=%s"
                        .formatted(mode, lists, Original.value(result, "requests_per_s")));
            }
        }
        return lines;
    }

    static Section reads() {
        return new Section(
                "reads-http",
                "64 connections, and then one, each ask one of 1,000 lists of 20 entries for those due on one day "
                        + "(one is), wait for the answer, and ask the next. The original gets the same load.",
                true,
                List.of(
                        Row.more("reads", "reads by date over HTTP, 64 connections", "/s")
                                .reach(50_000)
                                .against("the same", "section=http what=read connections=64", "rate"),
                        Row.more("reads1", "reads by date over HTTP, one connection", "/s")
                                .against("the same", "section=http what=read connections=1", "rate")),
                List.of(HttpSections::readsOfOriginal),
                ReadsOverHttp::new);
    }

    private static final class ReadsOverHttp implements Section.Measuring {
        private final Workbench bench;
        private final ServerProcess server;
        private final List<byte[]> requests;

        ReadsOverHttp(Workbench bench) throws Exception {
            this.bench = bench;
            int lists = bench.sizes().lists();
            var data = bench.place("http");
            try (var system = TodoSystem.start(data)) {
                new Lists(system).fill(Lists.names("list", lists), ENTRIES_OF_READ);
            }
            this.server = ServerProcess.start(bench, data);
            this.requests = Requests.reads(server.port(), server.token(), lists);
        }

        private double reads(int connections) throws Exception {
            var plan = HttpLoad.Plan.closed(server.port(), connections, bench.seconds(), OK);
            return Original.value(HttpLoad.run(bench, plan, requests), "requests_per_s");
        }

        @Override
        public Map<String, Double> round() throws Exception {
            return Map.of("reads", reads(bench.sizes().connections()), "reads1", reads(1));
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private static List<String> readsOfOriginal(Original original, Workbench bench) throws Exception {
        List<String> lines = new ArrayList<>();
        int lists = bench.sizes().lists();
        try (var server = original.serve("async")) {
            List<byte[]> fill = new ArrayList<>();
            for (int number = 0; number < lists * ENTRIES_OF_READ; number++) {
                fill.add(Requests.originalAdd(server.port(), number % lists, number / lists));
            }
            HttpClients.all(server.port(), fill, OK);
            var requests = Requests.originalReads(server.port(), lists);
            for (int connections : List.of(bench.sizes().connections(), 1)) {
                var plan = HttpLoad.Plan.closed(server.port(), connections, bench.seconds(), OK);
                lines.add("section=http what=read connections=%d rate=%s"
                        .formatted(connections, Original.value(HttpLoad.run(bench, plan, requests), "requests_per_s")));
            }
        }
        return lines;
    }

    static Section latency() {
        return new Section(
                "latency",
                "Adds over HTTP to 1,000 lists come by a fixed schedule at half the rate that 64 connections reached "
                        + "before; the time of each is counted from when it was due to when it was answered.",
                true,
                List.of(
                        Row.more("rate", "adds that come, half of what is possible", "/s"),
                        Row.less("p50", "time of an add, median", "ms"),
                        Row.less("p99", "time of an add, 99 of 100 within", "ms")
                                .reach(10),
                        Row.less("p999", "time of an add, 999 of 1,000 within", "ms")),
                List.of(),
                Latency::new);
    }

    private static final class Latency implements Section.Measuring {
        private final Workbench bench;
        private final ServerProcess server;
        private final List<byte[]> requests;
        private final HttpLoad.Plan peak;
        private final double rate;

        Latency(Workbench bench) throws Exception {
            this.bench = bench;
            this.server = ServerProcess.start(bench, bench.place("http"));
            this.requests =
                    Requests.adds(server.port(), server.token(), bench.sizes().lists());
            this.peak = HttpLoad.Plan.closed(server.port(), bench.sizes().connections(), bench.seconds(), CREATED);
            HttpLoad.run(bench, peak, requests);
            this.rate = Original.value(HttpLoad.run(bench, peak, requests), "requests_per_s") / 2;
        }

        @Override
        public Map<String, Double> round() throws Exception {
            var result = HttpLoad.run(bench, peak.withRate(rate), requests);
            Map<String, Double> figures = new HashMap<>();
            figures.put("rate", Original.value(result, "requests_per_s"));
            for (String percentile : List.of("p50", "p99", "p999")) {
                figures.put(percentile, Original.value(result, percentile + "_ms"));
            }
            return figures;
        }

        @Override
        public void close() {
            server.close();
        }
    }

    static Section start() {
        return new Section(
                "start",
                "`./todo serve` is run on a new data folder, and asked every millisecond until it answers; then it is "
                        + "sent one add, and after some seconds the memory it has in RAM is looked up.",
                true,
                List.of(
                        Row.less("start", "from the command to the first answer", "s")
                                .reach(1.0),
                        Row.less("memory", "memory in RAM at rest", "MiB").reach(150)),
                List.of(),
                Started::new);
    }

    private record Started(Workbench bench) implements Section.Measuring {
        @Override
        public Map<String, Double> round() throws Exception {
            if (!Files.exists(ServerProcess.root().resolve("target/caches/todo.aot"))) {
                throw new CheckFailed(
                        "there is no target/caches/todo.aot, which makes it start fast: build without -Daot.skip");
            }
            try (var server = ServerProcess.start(bench, bench.place("start"))) {
                HttpClients.all(server.port(), Requests.adds(server.port(), server.token(), 1), CREATED);
                server.run(bench.round());
                return Map.of("start", server.seconds(), "memory", server.residentMemory() / 1048576.0);
            }
        }
    }
}
