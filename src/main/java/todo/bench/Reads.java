package todo.bench;

import java.util.List;
import java.util.Map;
import todo.server.TodoSystem;

/// Reads by date in the process.
final class Reads {
    private static final int CLIENTS = 64;

    private Reads() {}

    static Section large() {
        return new Section(
                "reads-large",
                "64 virtual threads each ask a list of 10,000 entries for those due on one day, about 100, and go "
                        + "through all that is found.",
                List.of(Row.more("reads", "reads by date in a list of 10,000", "/s")
                        .against("the same", "section=reads1 size=10000 clients=64", "reads_per_s", 100)),
                List.of((original, _) -> original.run("reads1", "async")),
                Large::new);
    }

    private static final class Large implements Section.Measuring {
        private final Workbench bench;
        private final TodoSystem system;
        private final Lists lists;

        Large(Workbench bench) {
            this.bench = bench;
            this.system = TodoSystem.start(bench.place("reads"));
            this.lists = new Lists(system);
            lists.fill("large", bench.sizes().large());
        }

        @Override
        public Map<String, Double> round() throws Exception {
            int expected = bench.sizes().large() / 100;
            var done = Clients.during(
                    bench.round(),
                    CLIENTS,
                    (_, _) -> Lists.check("entries found", expected, lists.read("large", Lists.A_DAY)));
            return Map.of("reads", done.perSecond());
        }

        @Override
        public void close() {
            system.close();
        }
    }
}
