package todo.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What a server's process holds, in bytes and in number; -1 for what can't be seen on this system.
///
/// @param heap the Java objects that are needed: what is left after a full garbage collection
/// @param resident its memory in RAM
/// @param wal its write-ahead logs on disk, together
record Vitals(long heap, long resident, int handles, int threads, long wal) {
    private static final Pattern USED = Pattern.compile("total .*used (\\d+)K");

    /// With a full garbage collection.
    ///
    /// @param data its folder of data
    static Vitals of(ServerProcess server, Path data) throws IOException, InterruptedException {
        String pid = Long.toString(server.pid());
        jcmd(pid, "GC.run");
        long heap = USED.matcher(jcmd(pid, "GC.heap_info"))
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)) * 1_024)
                .reduce(Long::sum)
                .orElseThrow(() -> new IOException("can't make out what jcmd says of the heap of " + pid));
        var seen = seen(server, data);
        return new Vitals(heap, seen.resident, seen.handles, seen.threads, seen.wal);
    }

    /// What can be seen from outside: all but the heap.
    static Vitals seen(ServerProcess server, Path data) throws IOException {
        var proc = Path.of("/proc", Long.toString(server.pid()));
        return new Vitals(
                -1, status(proc, "VmRSS") * 1_024, count(proc.resolve("fd")), (int) status(proc, "Threads"), wal(data));
    }

    /// The most of each.
    Vitals most(Vitals other) {
        return new Vitals(
                Math.max(heap, other.heap),
                Math.max(resident, other.resident),
                Math.max(handles, other.handles),
                Math.max(threads, other.threads),
                Math.max(wal, other.wal));
    }

    private static String jcmd(String pid, String command) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        var process = new ProcessBuilder(jcmd.toString(), pid, command)
                .redirectErrorStream(true)
                .start();
        try (var said = process.inputReader()) {
            String text = String.join("\n", said.lines().toList());
            if (process.waitFor() != 0) {
                throw new IOException("jcmd " + pid + " " + command + " failed: " + text);
            }
            return text;
        }
    }

    private static long status(Path proc, String name) throws IOException {
        if (!Files.exists(proc)) {
            return -1;
        }
        for (String line : Files.readAllLines(proc.resolve("status"))) {
            if (line.startsWith(name + ":")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return -1;
    }

    private static int count(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return -1;
        }
        try (var files = Files.list(folder)) {
            return (int) files.count();
        }
    }

    private static long wal(Path data) throws IOException {
        long bytes = 0;
        try (var files = Files.newDirectoryStream(data, "*-wal")) {
            for (var file : files) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
