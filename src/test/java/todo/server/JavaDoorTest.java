package todo.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/java.md` and the doc comments promise to Java programs.
class JavaDoorTest {
    @TempDir
    private Path folder;

    @Test
    void theExampleRunsAndPrintsWhatIsSaid() throws IOException, InterruptedException {
        var blocks = Pattern.compile("(?s)<!-- example -->\n```java\n(.*?)```.*?```\n(.*?)```")
                .matcher(Files.readString(Path.of("docs/java.md")));
        assertThat(blocks.find()).isTrue();
        Files.writeString(folder.resolve("Example.java"), blocks.group(1));
        String classPath = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).stream()
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        var program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + Path.of("src/main/launch/jvm.options").toAbsolutePath(),
                        "-cp",
                        classPath,
                        "Example.java")
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        String printed = new String(program.getInputStream().readAllBytes(), UTF_8);
        assertThat(program.waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        assertThat(printed).isEqualTo(blocks.group(2));
    }

    /// What parameters mean is said in prose, so those that are not listed are no fault.
    @Test
    void theDocCommentsReferToWhatThereIs() {
        var said = new StringWriter();
        int code = ToolProvider.findFirst("javadoc")
                .orElseThrow()
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "-quiet",
                        "-Xdoclint:all,-missing",
                        "-Werror",
                        "-d",
                        folder.toString(),
                        "--source-path",
                        "src/main/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "todo.server",
                        "todo.list",
                        "todo.account");
        assertThat(code).as(said.toString()).isZero();
    }
}
