package todo.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import todo.bench.Sources;

/// Has all who read what comes from outside read what leads them to code that no input has led to before.
///
/// Jazzer searches for such inputs. It is a tool for building, so the build runs it.
final class Parsers {
    private static final Duration USUALLY = Duration.ofMinutes(2);
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in \\d+ second");
    private static final String FOUND = "== Java Exception: ";

    private Parsers() {}

    static Proof proof() {
        return new Proof(
                "parsers",
                "Searches for what those who read requests, JSON, settings, exports, backups and messages of other servers"
                        + " can't stand: they take it or refuse it, and what they take survives being written and read.",
                1,
                Proof.Needs.SOURCES,
                Parsers::run);
    }

    private static void run(Trial trial) throws IOException, InterruptedException, Lost {
        long seconds = Math.max(1, trial.time(USUALLY).toSeconds());
        var log = trial.folder().resolve("jazzer.log");
        trial.tell("builds the tests, and searches for " + seconds + " s");
        int exit = search(seconds, trial.seed(), log);
        try (var lines = Files.lines(log)) {
            count(trial, lines.toList(), exit);
        }
    }

    private static int search(long seconds, long seed, Path log) throws IOException, InterruptedException {
        var folder = Objects.requireNonNull(Sources.folder(), "a proof that needs the sources says so");
        var process = new ProcessBuilder(List.of(
                        folder.resolve("mvnw").toString(),
                        "-q",
                        "-B",
                        "-ntp",
                        "-Daot.skip",
                        "test-compile",
                        "exec:exec@fuzz",
                        "-Dfuzz.seconds=" + seconds,
                        "-Dfuzz.seed=" + (seed & Integer.MAX_VALUE)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static void count(Trial trial, List<String> said, int exit) throws IOException, Lost {
        for (String line : said) {
            if (line.contains(FOUND)) {
                throw new Lost("one of those who read could not stand an input: "
                        + line.substring(line.indexOf(FOUND) + FOUND.length()));
            }
        }
        long inputs = said.stream()
                .map(DONE::matcher)
                .flatMap(done -> done.find() ? Stream.of(Long.parseLong(done.group(1))) : Stream.empty())
                .findFirst()
                .orElse(0L);
        if (exit != 0 || inputs == 0) {
            throw new IOException("the search could not be made; see jazzer.log");
        }
        trial.count("inputs", inputs);
    }
}
