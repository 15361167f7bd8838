package todo.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// How near an add comes to the least that a server like this one can do.
final class EchoSection {
    private static final int CREATED = 201;
    private static final int OK = 200;

    private EchoSection() {}

    static Section echo() {
        return new Section(
                "echo",
                "As adds-http, in turn with the same requests to the bare HTTP server, which gives each body back, and to "
                        + "one that only keeps it in SQLite before that, synced, with an index: what of an add is HTTP, "
                        + "and what no server could save that keeps history so.",
                true,
                List.of(
                        Row.more("echo", "bodies given back by the bare HTTP server", "/s"),
                        Row.more("kept", "bodies kept and given back", "/s"),
                        Row.more("adds", "durable adds", "/s"),
                        Row.more("least", "bodies kept for each given back", ""),
                        Row.more("share", "adds for each body given back", ""),
                        Row.more("near", "adds for each body kept", "")),
                List.of(),
                Echo::new);
    }

    private static final class Echo implements Section.Measuring {
        private final Workbench bench;
        private final ServerProcess server;
        private final ServerProcess echo;
        private final ServerProcess keeping;

        Echo(Workbench bench) throws IOException {
            this.bench = bench;
            this.server = ServerProcess.start(bench, bench.place("http"));
            this.echo = ServerProcess.echo(bench);
            this.keeping = ServerProcess.keeping(bench);
        }

        private double rate(ServerProcess asked, int expect) throws Exception {
            var plan = HttpLoad.Plan.closed(asked.port(), bench.sizes().connections(), bench.seconds(), expect);
            var requests =
                    Requests.adds(asked.port(), server.token(), bench.sizes().lists());
            return Original.value(HttpLoad.run(bench, plan, requests), "requests_per_s");
        }

        @Override
        public Map<String, Double> round() throws Exception {
            double bodies = rate(echo, OK);
            double kept = rate(keeping, OK);
            double adds = rate(server, CREATED);
            return Map.of(
                    "echo",
                    bodies,
                    "kept",
                    kept,
                    "adds",
                    adds,
                    "least",
                    kept / bodies,
                    "share",
                    adds / bodies,
                    "near",
                    adds / kept);
        }

        @Override
        public void close() {
            server.close();
            echo.close();
            keeping.close();
        }
    }
}
