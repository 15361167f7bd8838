package todo.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
    /// A server that lives for a second has no use for the better of the two compilers.
    private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1");

    @Test
    void whatAServerAcknowledgedIsThereHoweverOftenItIsKilled(@TempDir Path folder) throws Exception {
        var trial = new Trial(1, folder, _ -> {});
        Kill.run(trial, 12, FLAGS);
        assertThat(trial.counts().get("acknowledged")).isGreaterThan(100);
        assertThat(trial.counts().get("kills at work")).isPositive();
        assertThat(trial.counts().get("kills while starting")).isPositive();
    }
}
