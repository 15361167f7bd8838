package todo.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttackTest {
    @Test
    void aServerThatIsAttackedAnswersAsBeforeAndHoldsNoMore(@TempDir Path folder) throws Exception {
        var trial = new Trial(1, folder, _ -> {});
        Attack.run(trial, Target.Sizes.SMALL);
        assertThat(trial.counts())
                .containsEntry("attacks", 12L)
                .containsEntry("connections at once", 200L)
                .containsEntry("watchers at once", 400L)
                .containsEntry("requests by chance", 300L);
        assertThat(trial.counts().get("casts taken")).isPositive();
    }
}
