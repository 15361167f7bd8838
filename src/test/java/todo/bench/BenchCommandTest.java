package todo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@NullMarked
class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int bench(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void everySectionInTheProcessGivesAFigureForEachOfItsRows() throws Exception {
        var json = folder.resolve("figures.json");
        var sections =
                Sections.ALL.stream().filter(section -> !section.inServer()).toList();
        List<String> arguments = new ArrayList<>(List.of("--tiny", "--seconds", "0.02", "--rounds", "1"));
        sections.forEach(section -> arguments.add(section.name()));
        arguments.addAll(List.of("--json", json.toString()));

        int exit = bench(arguments.toArray(String[]::new));

        assertThat(out.toString()).doesNotContain("FAILED");
        assertThat(exit).isZero();
        String text = Files.readString(json, StandardCharsets.UTF_8);
        for (var section : sections) {
            assertThat(text).contains("\"section\":\"" + section.name() + "\"");
            for (var row : section.rows()) {
                assertThat(out.toString()).contains(row.what());
                assertThat(text)
                        .containsPattern("\"key\":\"" + row.key() + "\",\"what\":\"[^\"]+\",\"unit\":\"[^\"]*\","
                                + "\"better\":\"(more|less)\",\"median\":-?[0-9.E-]+,\"min\":-?[0-9.E-]+,"
                                + "\"max\":-?[0-9.E-]+,\"rounds\":\\[-?[0-9.E-]+\\]");
            }
        }
    }

    @Test
    void nothingIsLeftBehind() {
        assertThat(bench("--tiny", "--seconds", "0.02", "--rounds", "1", "adds-one-list"))
                .isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theSectionsCanBeNamed() {
        assertThat(bench("--list")).isZero();
        assertThat(out.toString()).contains("adds-http", "reads-large", "latency");
    }

    @Test
    void anUnknownSectionIsRefusedByName() {
        assertThat(bench("speed")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no section \"speed\"");
    }

    @Test
    void roundsAndSecondsMustBeSensible() {
        assertThat(bench("--rounds", "0")).isEqualTo(2);
        assertThat(bench("--seconds", "0")).isEqualTo(2);
        assertThat(bench("--seconds", "soon")).isEqualTo(2);
    }

    @Test
    void theOriginalMustBeThere() {
        assertThat(bench("--original", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("bench/bench.exs");
    }
}
