package todo.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/// Where the processor's time goes: samples by CPU time (JEP 509), native code counted with the method that calls it.
final class Profile {
    /// Makes a JVM record itself into `file`, from so many seconds after its start to its end.
    static String flag(Path file, long delay) {
        return "-XX:StartFlightRecording:delay=%ds,%s#enabled=true,%s#throttle=10ms,filename=%s"
                .formatted(Math.max(1, delay), EVENT, EVENT, file);
    }

    static final Profile NONE = new Profile(null);
    private static final String EVENT = "jdk.CPUTimeSample";
    private static final int LINES = 30;

    private final @Nullable Path file;
    private @Nullable Recording recording;

    /// @param file where the recording goes; `null` for none
    Profile(@Nullable Path file) {
        this.file = file;
    }

    void start() {
        if (file != null) {
            var started = new Recording();
            started.enable(EVENT).with("throttle", "10ms");
            started.start();
            recording = started;
        }
    }

    void stop() throws IOException {
        var started = recording;
        if (started != null && file != null) {
            started.stop();
            started.dump(file);
            started.close();
            recording = null;
        }
    }

    static void print(Path recording, PrintWriter out) throws IOException {
        var samples = RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().equals(EVENT) && event.getStackTrace() != null)
                .toList();
        out.printf("%n  %,d samples of 10 ms CPU time%n", samples.size());
        print("by thread", samples, out, Profile::thread);
        print("by the method that was running", samples, out, event -> frame(event, _ -> true));
        print("by the innermost method of Todo", samples, out, event -> frame(event, name -> name.startsWith("todo.")));
        out.flush();
    }

    private interface Group {
        String of(RecordedEvent sample);
    }

    private static void print(String title, List<RecordedEvent> samples, PrintWriter out, Group group) {
        Map<String, Integer> counts = new HashMap<>();
        samples.forEach(sample -> counts.merge(group.of(sample), 1, Integer::sum));
        out.printf("%n  %s%n", title);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(LINES)
                .forEach(line -> out.printf(
                        Locale.ROOT, "  %5.1f %%  %s%n", 100.0 * line.getValue() / samples.size(), line.getKey()));
    }

    /// Threads of a pool are one.
    private static String thread(RecordedEvent sample) {
        var thread = sample.getThread("eventThread");
        if (thread == null) {
            return "?";
        }
        String name = thread.getJavaName();
        return thread.isVirtual() || name == null || name.isEmpty()
                ? "virtual threads"
                : name.replaceAll("[0-9]+$", "*");
    }

    private static String frame(RecordedEvent sample, Predicate<String> wanted) {
        return sample.getStackTrace().getFrames().stream()
                .map(Profile::name)
                .filter(wanted)
                .findFirst()
                .orElse("(none)");
    }

    private static String name(RecordedFrame frame) {
        var method = frame.getMethod();
        return method.getType().getName() + "." + method.getName();
    }
}
