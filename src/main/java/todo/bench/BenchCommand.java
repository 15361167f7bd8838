package todo.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import todo.store.DatabaseAddress;

/// `todo bench`: measures, and prints a table of what came of it.
@Command(
        name = "bench",
        description = {"Measure how fast Todo is here, and how much it takes.", "Each section can be repeated alone."})
public final class BenchCommand implements Callable<Integer> {
    private static final int BROKEN = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SECTION", description = "what to measure (all; --list names them)")
    private List<String> names = List.of();

    @Option(names = "--list", description = "name the sections and what they measure, and end")
    private boolean list;

    @Option(names = "--json", paramLabel = "FILE", description = "write the figures to FILE too")
    private @Nullable Path json;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "how long the warm-up and each round take, about (${DEFAULT-VALUE})")
    private double seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "how many rounds count (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "todo-bench",
            description = "where data is kept meanwhile: on the disk to be measured (${DEFAULT-VALUE})")
    private Path data = Path.of("todo-bench");

    @Option(
            names = "--original",
            paramLabel = "DIR",
            description = "the sources of the original in Elixir, to be measured in turn with this")
    private @Nullable Path original;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "a PostgreSQL database for the lists of adds-process and adds-one-list, and for the sections "
                    + "servers and leaving, which are left out without one; schemas named run-… are made there, and the"
                    + " password comes from TODO_DB_PASSWORD or .pgpass")
    private @Nullable String db;

    @Option(names = "--profile", description = "Show where the processor's time goes, in the process or the server.")
    private boolean profile;

    @Option(
            names = "--tiny",
            description = "Little of everything and no warm-up: to see that it works. The figures mean nothing.")
    private boolean tiny;

    @Override
    public Integer call() throws Exception {
        var out = spec().commandLine().getOut();
        var chosen = chosen();
        if (list) {
            chosen.forEach(section -> out.printf("%s%n    %s%n", section.name(), section.what()));
            return 0;
        }
        check();
        Logger.getLogger("").setLevel(Level.WARNING);
        var sizes = tiny ? Workbench.Sizes.TINY : Workbench.Sizes.REAL;
        try (var bench = Workbench.in(data, Duration.ofMillis((long) (seconds * 1_000)), sizes, profile, address())) {
            return measure(bench, chosen, out);
        }
    }

    private @Nullable DatabaseAddress address() {
        return db == null ? null : new DatabaseAddress(db, System.getenv("TODO_DB_PASSWORD"));
    }

    private List<Section> chosen() {
        var all = new ArrayList<>(Sections.ALL);
        if (db != null || list || !names.isEmpty()) {
            all.addAll(Sections.OF_DATABASE);
        }
        if (names.isEmpty()) {
            return all;
        }
        List<Section> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(all.stream()
                    .filter(section -> section.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> wrong("there is no section \"" + name + "\"; --list names those there are")));
        }
        return chosen;
    }

    private void check() {
        if (!(seconds > 0 && seconds <= 600)) {
            throw wrong("--seconds must be above 0 and at most 600, not " + seconds);
        }
        if (rounds < 1 || rounds > 100) {
            throw wrong("--rounds must be from 1 to 100, not " + rounds);
        }
        for (var section : Sections.OF_DATABASE) {
            if (db == null && names.contains(section.name())) {
                throw wrong(section.name() + " needs --db: it measures servers with PostgreSQL");
            }
        }
        if (original != null && !Files.isRegularFile(original.resolve("bench/bench.exs"))) {
            throw wrong(
                    "--original must be the folder of the original's sources; " + original + " has no bench/bench.exs");
        }
    }

    private int measure(Workbench bench, List<Section> chosen, PrintWriter out) throws Exception {
        var report = new Report(out);
        String machine = Machine.describe();
        report.begin(machine);
        var runner =
                new Runner(bench, rounds, original == null ? null : new Original(original.toAbsolutePath(), bench));
        int broken = 0;
        for (var section : chosen) {
            report.begin(section);
            try {
                report.add(section, measure(bench, runner, section));
            } catch (CheckFailed | IOException e) {
                report.failed(section, String.valueOf(e.getMessage()));
                broken = BROKEN;
            }
            if (profile && Files.exists(bench.recording())) {
                Profile.print(bench.recording(), out);
                Files.delete(bench.recording());
            }
        }
        if (json != null) {
            report.write(json, machine, bench);
        }
        return broken;
    }

    private List<Figure> measure(Workbench bench, Runner runner, Section section) throws Exception {
        return runner.run(section, profile && !section.inServer() ? new Profile(bench.recording()) : Profile.NONE);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set it");
        }
        return spec;
    }
}
