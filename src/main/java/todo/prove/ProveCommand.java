package todo.prove;

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
import todo.bench.Machine;
import todo.bench.Sources;
import todo.prove.Proof.Needs;
import todo.store.DatabaseAddress;
import todo.terminal.Terminal;

/// `todo prove`: tries to make the product lose something, and prints what was tried and what was lost.
@Command(
        name = "prove",
        description = {
            "Try to make Todo lose what it acknowledged, in every way we know.",
            "What was tried and what was lost is printed. Each proof can be repeated alone. All of them take some 25 minutes"
                    + " on two processors."
        })
public final class ProveCommand implements Callable<Integer> {
    private static final int BROKEN = 3;

    private final Terminal terminal;
    private final List<Proof> proofs;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PROOF", description = "what to prove (all; --list names them)")
    private List<String> names = List.of();

    @Option(names = "--list", description = "name the proofs and what they try, and end")
    private boolean list;

    @Option(names = "--json", paramLabel = "FILE", description = "write what came of it to FILE too")
    private @Nullable Path json;

    @Option(names = "--rounds", paramLabel = "N", description = "how many rounds each takes, not its own number")
    private @Nullable Integer rounds;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "how long each goes on with further rounds, whatever their number")
    private @Nullable Double minutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "where the choices of the first round come from (another each time)")
    private @Nullable Long seed;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "todo-prove",
            description = "where data is kept meanwhile, and stays if something was lost (${DEFAULT-VALUE})")
    private Path data = Path.of("todo-prove");

    @Option(
            names = "--db",
            paramLabel = "URL",
            description =
                    "a PostgreSQL database, for the proofs with several servers, which are skipped without one; each"
                            + " round has a schema of its own there, and the password comes from TODO_DB_PASSWORD or .pgpass")
    private @Nullable String db;

    public ProveCommand(Terminal terminal, List<Proof> proofs) {
        this.terminal = terminal;
        this.proofs = List.copyOf(proofs);
    }

    @Override
    public Integer call() throws Exception {
        var out = spec().commandLine().getOut();
        var chosen = chosen();
        if (list) {
            chosen.forEach(proof -> out.printf(
                    "%s%n    %s%s%n",
                    proof.name(), proof.what(), proof.needs() == Needs.NOTHING ? "" : " Needs " + proof.needs() + "."));
            return 0;
        }
        check();
        long first = seed == null ? System.currentTimeMillis() : seed;
        String machine = Machine.describe();
        out.println(machine + "; seed " + first);
        skipped(chosen).forEach(proof -> out.println(proof.name() + " is skipped: it needs " + proof.needs()));
        out.flush();
        var verdicts = withoutLog(() -> prove(
                chosen.stream()
                        .filter(proof -> !skipped(chosen).contains(proof))
                        .toList(),
                first));
        Report.print(out, verdicts);
        if (json != null) {
            Report.write(json, machine, first, verdicts);
        }
        return verdicts.stream().allMatch(verdict -> verdict.failure() == null) ? 0 : BROKEN;
    }

    private static <T> T withoutLog(Callable<T> action) throws Exception {
        var root = Logger.getLogger("");
        var level = root.getLevel();
        root.setLevel(Level.OFF);
        try {
            return action.call();
        } finally {
            root.setLevel(level);
        }
    }

    private List<Verdict> prove(List<Proof> chosen, long first) throws Exception {
        var atLeast = minutes == null ? null : Duration.ofMillis((long) (minutes * 60_000));
        var progress = new Progress(terminal);
        var database = db == null ? null : new DatabaseAddress(db, System.getenv("TODO_DB_PASSWORD"));
        var prover = new Prover(data, first, rounds == null ? 0 : rounds, atLeast, database, progress::tell);
        List<Verdict> verdicts = new ArrayList<>();
        for (var proof : chosen) {
            verdicts.add(prover.prove(proof));
        }
        progress.end();
        return verdicts;
    }

    private List<Proof> chosen() {
        if (names.isEmpty()) {
            return proofs;
        }
        List<Proof> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(proofs.stream()
                    .filter(proof -> proof.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> wrong("there is no proof \"" + name + "\"; --list names those there are")));
        }
        return chosen;
    }

    private List<Proof> skipped(List<Proof> chosen) {
        return chosen.stream().filter(proof -> !isThere(proof.needs())).toList();
    }

    private boolean isThere(Needs needs) {
        return switch (needs) {
            case NOTHING -> true;
            case DATABASE -> db != null;
            case SOURCES -> Sources.folder() != null;
        };
    }

    private void check() {
        if (!names.isEmpty() && !skipped(chosen()).isEmpty()) {
            var first = skipped(chosen()).getFirst();
            throw wrong("\"" + first.name() + "\" needs " + first.needs());
        }
        if (minutes != null && !(minutes > 0 && minutes <= 100_000)) {
            throw wrong("--minutes must be above 0 and at most 100000, not " + minutes);
        }
        if (rounds != null && rounds < 1) {
            throw wrong("--rounds must be at least 1, not " + rounds);
        }
        if (minutes != null && rounds != null) {
            throw wrong("--minutes and --rounds can't both be given");
        }
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
