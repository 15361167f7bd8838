package todo.scale;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `todo simulate`: what many lists on many nodes need, on paper, and whether the paper is right.
@Command(
        name = "simulate",
        description = {
            "Work out what many lists need on many nodes, and play it through.",
            "How lists spread over nodes, what moves when nodes come and go, and what the death of a node does. No server"
                    + " runs; docs/scale.md says what follows."
        },
        sortOptions = false)
public final class SimulateCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--lists", paramLabel = "N", defaultValue = "10000000", description = "lists (${DEFAULT-VALUE})")
    private int lists;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "100", description = "nodes (${DEFAULT-VALUE})")
    private int nodes;

    @Option(
            names = "--shards",
            paramLabel = "N",
            defaultValue = "1000",
            description = "shards (${DEFAULT-VALUE}; servers have 12 unless told otherwise)")
    private int shards;

    @Option(
            names = "--uses",
            paramLabel = "N",
            defaultValue = "20000",
            description = "uses of all lists in a second (${DEFAULT-VALUE})")
    private double uses;

    @Option(
            names = "--skew",
            paramLabel = "S",
            defaultValue = "1.0",
            description = "the list of rank i is used as 1/i^S (${DEFAULT-VALUE})")
    private double skew;

    @Option(
            names = "--away",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "how long a dead node's lists are away (${DEFAULT-VALUE})")
    private double away;

    @Option(
            names = "--loads",
            paramLabel = "N",
            defaultValue = "2000",
            description = "lists the database loads in a second (${DEFAULT-VALUE})")
    private double loads;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "another course of it (${DEFAULT-VALUE})")
    private long seed;

    @Override
    public Integer call() {
        check(lists >= 1 && lists <= 1_000_000_000, "--lists must be from 1 to 1000000000");
        check(nodes >= 2 && nodes <= 10_000, "--nodes must be from 2 to 10000");
        check(shards >= nodes && shards <= 100_000, "--shards must be from as many as nodes to 100000");
        check(uses > 0 && uses <= 1e9, "--uses must be above 0 and at most 1000000000");
        check(skew >= 0 && skew <= 3, "--skew must be from 0 to 3");
        check(away >= 0 && away <= 600, "--away must be from 0 to 600");
        check(loads > 0 && loads <= 1e9, "--loads must be above 0 and at most 1000000000");
        var out = spec().commandLine().getOut();
        print(out);
        var simulation = new Simulation(new Lists(lists, skew, uses, seed), nodes, shards, 600, 3, away, loads);
        out.printf(
                Locale.ROOT,
                "%n%,d lists in %,d shards on %d nodes, %,.0f uses a second, skew %s%n",
                lists,
                shards,
                nodes,
                uses,
                skew);
        out.printf("  %-62s %12s %12s  %s%n", "", "played", "on paper", "by");
        for (var line : simulation.run()) {
            out.printf(
                    Locale.ROOT,
                    "  %-62s %12s %12s  %s%n",
                    line.what(),
                    number(line.seen()),
                    number(line.onPaper()),
                    line.formula());
        }
        out.flush();
        return 0;
    }

    /// What so many lists need, as a table.
    static void print(PrintWriter out) {
        row(out, "on paper", Need::lists, "lists");
        row(out, "changes a second, at the peak", Need::changesPerSecond, "");
        row(out, "reads a second, at the peak", Need::readsPerSecond, "");
        row(out, "lists awake, at the peak", Need::awake, "");
        row(out, "memory for them, all nodes together", need -> need.memory() / 1e9, "GB");
        row(out, "lists and entries in the database", need -> need.entriesOnDisk() / 1e9, "GB");
        row(out, "changes of a year in the database", need -> need.changesOnDisk() / 1e9, "GB");
        row(out, "nodes, each at half its load, and one more", Need::nodes, "");
        row(out, "connections to the database", Need::connections, "");
    }

    private static void row(PrintWriter out, String what, ToDoubleFunction<Need> of, String unit) {
        out.printf("  %-44s", what);
        for (long size : Need.SIZES) {
            double value = of.applyAsDouble(new Need(size, Need.Use.PEOPLE, Need.Cost.MEASURED));
            out.printf("%20s", number(value) + (unit.isEmpty() ? "" : " " + unit));
        }
        out.println();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 || value == Math.rint(value) ? "%,.0f" : "%.3g", value);
    }

    private void check(boolean right, String otherwise) {
        if (!right) {
            throw new ParameterException(spec().commandLine(), otherwise);
        }
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set it");
        }
        return spec;
    }
}
