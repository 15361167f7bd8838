package todo.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakTest {
    private static final long MEGABYTE = 1 << 20;

    @Test
    void aServerUnderASteadyLoadIsLookedAtAndDrawn(@TempDir Path folder) throws Exception {
        var trial = new Trial(1, folder.resolve("round"), _ -> {});
        java.nio.file.Files.createDirectories(trial.folder());
        Soak.run(trial, Duration.ofSeconds(3), 100, 3);
        assertThat(trial.counts().get("requests")).isGreaterThan(100);
        assertThat(trial.counts().get("changes told to watchers")).isPositive();
        assertThat(folder.resolve("soak.csv")).content().startsWith(Sample.HEAD).hasLineCount(4);
        assertThat(folder.resolve("soak.svg")).content().contains("<polyline").endsWith("</svg>\n");
    }

    private static Sample sample(double minutes, long heap, int handles, double p99) {
        return new Sample(minutes, new Vitals(heap * MEGABYTE, 200 * MEGABYTE, handles, 40, MEGABYTE), 100, 1, p99, 50);
    }

    private static List<Sample> samples(java.util.function.IntFunction<Sample> sample) {
        return IntStream.range(0, 30).mapToObj(sample).toList();
    }

    @Test
    void whatGoesUpAndDownIsFlat() {
        Flat.check(samples(i -> sample(i, 50 + i % 3, 90 + i % 5, i % 7 == 0 ? 900 : 3)));
        Flat.check(samples(i -> sample(i, i < 9 ? i : 10, 90, 3)));
    }

    @Test
    void whatGoesUpAndUpIsNot() {
        assertThatThrownBy(() -> Flat.check(samples(i -> sample(i, 50 + 3L * i, 90, 3))))
                .isInstanceOf(Lost.class)
                .hasMessageContaining("heap");
        assertThatThrownBy(() -> Flat.check(samples(i -> sample(i, 50, 90 + 2 * i, 3))))
                .isInstanceOf(Lost.class)
                .hasMessageContaining("file handles");
        assertThatThrownBy(() -> Flat.check(samples(i -> sample(i, 50, 90, 3 + i * i))))
                .isInstanceOf(Lost.class)
                .hasMessageContaining("p99");
    }
}
