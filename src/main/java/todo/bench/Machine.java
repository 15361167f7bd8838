package todo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What it is measured on.
public final class Machine {
    private Machine() {}

    public static String describe() {
        return String.format(
                Locale.ROOT,
                "%d processors (%s), %s %s, Java %s",
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version());
    }

    private static String processor() {
        return field(Path.of("/proc/cpuinfo"), "model name");
    }

    /// The memory that process `pid` has of its own in RAM, in bytes.
    static long residentMemory(long pid) {
        String kilobytes = field(Path.of("/proc", Long.toString(pid), "status"), "VmRSS");
        if (!kilobytes.endsWith(" kB")) {
            throw new CheckFailed("can't tell how much memory process " + pid + " takes; Linux tells it");
        }
        return Long.parseLong(kilobytes.replace(" kB", "")) * 1_024;
    }

    private static String field(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        } catch (IOException | java.io.UncheckedIOException e) {
            return "unknown";
        }
    }
}
