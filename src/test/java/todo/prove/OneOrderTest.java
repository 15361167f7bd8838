package todo.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneOrderTest {
    @Test
    void whatClientsAndWatchersOfOneListAreToldFitsOneOrder(@TempDir Path folder) throws Exception {
        var trial = new Trial(1, folder, _ -> {});
        OneOrder.run(trial, 25, List.of("-XX:TieredStopAtLevel=1"));
        assertThat(trial.counts().get("histories by HTTP")).isEqualTo(25);
        assertThat(trial.counts().get("histories by Java")).isEqualTo(25);
        assertThat(trial.counts().get("events")).isGreaterThan(100);
        assertThat(trial.counts().get("calls never answered")).isPositive();
    }
}
