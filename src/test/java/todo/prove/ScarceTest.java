package todo.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScarceTest {
    @Test
    void whatHasNoFileHandlesOrNoMemoryLeftGoesOnOnceThereAreSome(@TempDir Path folder) throws Exception {
        var trial = new Trial(1, folder, _ -> {});
        Scarce.run(trial);
        assertThat(trial.counts().get("connections with few file handles")).isPositive();
        assertThat(trial.counts().get("entries until there was no memory left")).isGreaterThan(100);
    }
}
