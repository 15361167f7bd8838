package todo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import todo.store.DatabaseAddress;

/// Three servers that share a database, of which one leaves in order and comes back while clients ask the others.
final class Leaving {
    private static final int CREATED = 201;
    private static final int COUNT = 3;
    private static final double PER_SECOND = 100;
    private static final int WARM_UPS = 5;
    private static final int COMING = 4;

    private Leaving() {}

    static Section section() {
        return new Section(
                "leaving",
                "100 adds a second to lists of three servers with one PostgreSQL database, asked of two of them: while nothing"
                        + " else happens, while the third, the oldest, is told to end, and while it comes back and gets its part"
                        + " of the lists. Before each round all three do as much as they can for a while. A request that is"
                        + " refused is a failure.",
                true,
                List.of(
                        Row.less("quiet", "the longest wait for an answer, nothing else happening", "ms"),
                        Row.less("leave", "the longest while one leaves in order", "ms")
                                .reach(1_000),
                        Row.less("come", "the longest while one comes", "ms")),
                List.of(),
                Measured::new);
    }

    private interface Deed {
        void run() throws IOException, InterruptedException;
    }

    private static final class Measured implements Section.Measuring {
        private final Workbench bench;
        private final DatabaseAddress shared;
        private final List<ServerProcess> servers = new ArrayList<>();

        Measured(Workbench bench) throws IOException {
            this.bench = bench;
            var db = Objects.requireNonNull(bench.db(), "sections that need a database are run with one only");
            shared = bench.schema(db, bench.place("shared"));
            for (int i = 0; i < COUNT; i++) {
                start();
            }
        }

        private void start() throws IOException {
            servers.add(ServerProcess.start(bench, bench.place("server"), shared, Original.freePort()));
        }

        @Override
        public void warmUp() throws Exception {
            for (int i = 0; i < WARM_UPS; i++) {
                heat();
            }
        }

        private void heat() throws Exception {
            var _ = HttpLoad.run(bench, plan(servers, 1), adds(servers));
        }

        @Override
        public Map<String, Double> round() throws Exception {
            heat();
            Map<String, Double> figures = new HashMap<>();
            var others = List.copyOf(servers.subList(1, COUNT));
            figures.put("quiet", longest(others, 1, () -> {}));
            figures.put("leave", longest(others, 1, servers.getFirst()::end));
            servers.removeFirst();
            figures.put("come", longest(others, COMING, this::start));
            return figures;
        }

        /// How long the answer took that took longest, in ms, while `deed` was done and for some time after it.
        private double longest(List<ServerProcess> asked, int rounds, Deed deed) throws Exception {
            var done = CompletableFuture.runAsync(() -> run(deed), soon());
            try {
                var plan = plan(asked, rounds).withRate(PER_SECOND);
                return Original.value(HttpLoad.run(bench, plan, adds(asked)), "max_ms");
            } finally {
                done.join(); // also when the load has failed: what is started must be known to be closed
            }
        }

        private Executor soon() {
            return CompletableFuture.delayedExecutor(
                    bench.round().toMillis() / 2, TimeUnit.MILLISECONDS, Thread::startVirtualThread);
        }

        private static void run(Deed deed) {
            try {
                deed.run();
            } catch (IOException e) {
                throw new CompletionException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CompletionException(e);
            }
        }

        private HttpLoad.Plan plan(List<ServerProcess> asked, int rounds) {
            var ports = asked.stream().map(ServerProcess::port).toList();
            return HttpLoad.Plan.closed(ports, bench.sizes().connections(), rounds * bench.seconds(), CREATED);
        }

        private List<byte[]> adds(List<ServerProcess> asked) throws IOException {
            var any = asked.getFirst();
            return Requests.adds(any.port(), any.token(), bench.sizes().lists());
        }

        @Override
        public void close() {
            servers.forEach(ServerProcess::close);
        }
    }
}
