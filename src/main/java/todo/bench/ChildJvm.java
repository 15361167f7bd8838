package todo.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Another JVM, with the flags of this one, that does one thing and says what came of it in a line `result key=value
/// …`.
public final class ChildJvm {
    private ChildJvm() {}

    /// Runs the main method of `program`, and gives the result it prints.
    static String run(Class<?> program, String... arguments) throws IOException, InterruptedException {
        return run(program, List.of(), arguments);
    }

    /// The same, with further `flags` for its JVM.
    static String run(Class<?> program, List<String> flags, String... arguments)
            throws IOException, InterruptedException {
        var command = command(program, arguments);
        command.addAll(1, flags);
        return result(program.getSimpleName(), command);
    }

    /// What runs the main method of `program`.
    static List<String> command(Class<?> program, String... arguments) {
        return command(program.getName(), arguments);
    }

    /// What runs the main method of the class with the name `program`, with the flags of this JVM.
    public static List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag ->
                        !flag.startsWith("-agent") && !flag.startsWith("-javaagent") && !flag.contains("FlightRecord"))
                .forEach(command::add);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program);
        command.addAll(List.of(arguments));
        return command;
    }

    private static String result(String name, List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            var lines = reader.lines().toList();
            int exit = process.waitFor();
            return lines.stream()
                    .filter(line -> exit == 0 && line.startsWith("result "))
                    .findFirst()
                    .orElseThrow(() -> new CheckFailed(name + " failed: " + String.join("\n", lines)));
        } finally {
            process.destroyForcibly();
        }
    }
}
