package todo.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import todo.server.TodoSystem;

/// Many lists: what one costs in memory, and how fast they come from disk.
final class Many {
    private static final int CLIENTS = 256;

    private Many() {}

    static Section memory() {
        return new Section(
                "memory",
                "The Java heap in use after a full garbage collection, before and after 100,000 lists are woken by a "
                        + "question each and left idle; the difference by list.",
                List.of(
                        Row.less("empty", "memory of an idle list, empty", "bytes")
                                .reach(1_024),
                        Row.less("filled", "memory of an idle list with 5 entries", "bytes")),
                Memory::new);
    }

    private record Memory(Workbench bench) implements Section.Measuring {
        @Override
        public void warmUp() throws Exception {
            bench.manyLists();
        }

        @Override
        public Map<String, Double> round() throws Exception {
            var data = bench.place("memory");
            double empty = woken(data, 0);
            Folders.delete(data);
            return Map.of("empty", empty, "filled", woken(bench.manyLists(), Workbench.ENTRIES_OF_MANY));
        }

        private double woken(Path data, int entries) throws Exception {
            int count = bench.sizes().many();
            try (var system = TodoSystem.start(data)) {
                var lists = new Lists(system);
                lists.size("another");
                long before = heap();
                wake(lists, Lists.names("list", count), entries);
                return (double) (heap() - before) / count;
            }
        }
    }

    /// Wakes all lists, each by asking how many entries it has.
    static Clients.Done wake(Lists lists, List<String> names, int entries) throws Exception {
        return Clients.times(
                names.size(),
                CLIENTS,
                (_, turn) -> Lists.check("entries of a list", entries, lists.size(names.get(turn))));
    }

    /// The heap in use, in bytes, with nothing in it that is not needed.
    static long heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }

    static Section load() {
        return new Section(
                "load",
                "A new JVM opens a data folder with 100,000 lists of 5 entries each, which the page cache has, and "
                        + "256 virtual threads ask each list how many entries it has.",
                List.of(Row.more("loads", "lists loaded from disk", "/s").reach(30_000)),
                Load::new);
    }

    private record Load(Workbench bench) implements Section.Measuring {
        @Override
        public void warmUp() throws Exception {
            bench.manyLists();
        }

        @Override
        public Map<String, Double> round() throws Exception {
            int count = bench.sizes().many();
            var line = ChildJvm.run(LoadLists.class, bench.manyLists().toString(), Integer.toString(count));
            return Map.of("loads", Original.value(line, "lists_per_s"));
        }
    }

    /// The JVM that loads the lists.
    static final class LoadLists {
        private LoadLists() {}

        public static void main(String[] arguments) throws Exception {
            int count = Integer.parseInt(arguments[1]);
            try (var system = TodoSystem.start(Path.of(arguments[0]))) {
                var done = wake(new Lists(system), Lists.names("list", count), Workbench.ENTRIES_OF_MANY);
                System.out.println("result lists_per_s=" + done.perSecond());
            }
        }
    }
}
