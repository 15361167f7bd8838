package todo.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import todo.client.Connection;
import todo.json.JsonReader;

/// One server with the embedded database, one with PostgreSQL, and three that share it.
final class Servers {
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int COUNT = 3;
    private static final int WARM_UPS = 5;

    private Servers() {}

    static Section section() {
        return new Section(
                "servers",
                "The load of adds-http, in turn to one server with the embedded database, to one with PostgreSQL, and to "
                        + "three that share it, over as many connections in all. Then one connection asks one of the three "
                        + "for single entries of lists that live there, and of lists that live on the others. All have the "
                        + "same processors, so three show what sharing costs and not what it gains.",
                true,
                List.of(
                        Row.more("embedded", "durable adds, one server, embedded database", "/s"),
                        Row.more("postgres", "durable adds, one server, PostgreSQL", "/s"),
                        Row.more("three", "durable adds, three servers, PostgreSQL", "/s"),
                        Row.less("here", "a read of a list that lives on the server, median", "ms"),
                        Row.less("there", "a read of a list that lives on another, median", "ms"),
                        Row.less("hop", "what the hop takes", "ms"),
                        Row.less("first", "from the command to being ready, the first of three", "s"),
                        Row.less("join", "from the command to being ready, the third", "s")),
                List.of(),
                Measured::new);
    }

    private static final class Measured implements Section.Measuring {
        private final Workbench bench;
        private final List<ServerProcess> shared = new ArrayList<>();
        private final ServerProcess embedded;
        private final ServerProcess postgres;

        Measured(Workbench bench) throws IOException {
            this.bench = bench;
            var db = Objects.requireNonNull(bench.db(), "sections that need a database are run with one only");
            embedded = ServerProcess.start(bench, bench.place("embedded"));
            postgres = ServerProcess.start(bench, bench.place("postgres"), bench.schema(db, bench.place("alone")), 0);
            var common = bench.schema(db, bench.place("shared"));
            for (int i = 0; i < COUNT; i++) {
                shared.add(ServerProcess.start(bench, bench.place("server"), common, Original.freePort()));
            }
        }

        /// Five servers share the processors with what compiles them.
        @Override
        public void warmUp() throws Exception {
            for (int i = 0; i < WARM_UPS; i++) {
                var _ = round();
            }
        }

        @Override
        public Map<String, Double> round() throws Exception {
            Map<String, Double> figures = new HashMap<>();
            figures.put("embedded", adds(List.of(embedded)));
            figures.put("postgres", adds(List.of(postgres)));
            figures.put("three", adds(shared));
            figures.put("here", read(awake(shared.getFirst())));
            figures.put("there", read(awake(shared.getLast())));
            figures.put("hop", figures.get("there") - figures.get("here"));
            figures.put("first", shared.getFirst().seconds());
            figures.put("join", shared.getLast().seconds());
            return figures;
        }

        private double adds(List<ServerProcess> servers) throws Exception {
            var ports = servers.stream().map(ServerProcess::port).toList();
            var plan = HttpLoad.Plan.closed(ports, bench.sizes().connections(), bench.seconds(), CREATED);
            var requests = Requests.adds(
                    ports.getFirst(), servers.getFirst().token(), bench.sizes().lists());
            return Original.value(HttpLoad.run(bench, plan, requests), "requests_per_s");
        }

        /// Asks the first of the three for the first entry of each list in turn; the median time in ms.
        private double read(List<String> lists) throws Exception {
            int port = shared.getFirst().port();
            String token = shared.getFirst().token();
            var requests = lists.stream()
                    .map(list -> Requests.get("/api/lists/" + list + "/entries/1", port, token))
                    .toList();
            var plan = HttpLoad.Plan.closed(port, 1, bench.seconds(), OK);
            return Original.value(HttpLoad.run(bench, plan, requests), "p50_ms");
        }

        @Override
        public void close() {
            embedded.close();
            postgres.close();
            shared.forEach(ServerProcess::close);
        }
    }

    /// Lists that live on a server: some, those most in use.
    private static List<String> awake(ServerProcess server) throws IOException {
        List<String> lists = new ArrayList<>();
        try (var connection = new Connection(URI.create("http://127.0.0.1:" + server.port()), server.token())) {
            connection.get("/api/inside").read(json -> {
                json.object(name -> {
                    if (name.equals("lists")) {
                        lists.addAll(json.array(() -> name(json)));
                    } else {
                        json.skip();
                    }
                });
                return lists;
            });
        }
        if (lists.isEmpty()) {
            throw new CheckFailed("no list lives on the server at port " + server.port());
        }
        return lists;
    }

    private static String name(JsonReader json) {
        var name = new String[] {""};
        json.object(field -> {
            if (field.equals("list")) {
                name[0] = json.string();
            } else {
                json.skip();
            }
        });
        return name[0];
    }
}
