package todo.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    @Test
    void aServerThatIsAskedForMoreThanItsMemoryHoldsGoesOn(@TempDir Path folder) throws Exception {
        var trial = new Trial(1, folder, _ -> {});
        Memory.run(trial, Memory.Sizes.SMALL);
        assertThat(trial.counts().get("adds refused as the list was full")).isPositive();
        assertThat(trial.counts().get("acknowledged entries, all there")).isGreaterThan(1_000);
    }
}
