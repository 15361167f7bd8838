package todo.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import todo.store.DatabaseAddress;

/// Three servers in processes of their own, with a PostgreSQL of their own.
@EnabledOnOs(OS.LINUX) // which has the addresses 127.0.0.11 and up
class ClusterTest implements Striking.Stoppable {
    private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1");

    @TempDir
    private Path folder;

    private EmbeddedPostgres postgres;

    @BeforeEach
    void begin() throws IOException {
        postgres = start(0);
    }

    @Override
    public void start() throws IOException {
        postgres = start(postgres.getPort());
    }

    private EmbeddedPostgres start(int port) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    @AfterEach
    @Override
    public void stop() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    private Trial prove(List<Trouble> troubles, int histories) throws Exception {
        String url = "jdbc:postgresql://localhost:%d/postgres?user=postgres".formatted(postgres.getPort());
        var round = Files.createDirectory(folder.resolve("round"));
        var trial = new Trial(1, round, _ -> {}, null, new DatabaseAddress(url, null));
        Cluster.run(trial, troubles, this, histories, FLAGS);
        return trial;
    }

    @Test
    void nothingIsLostWhenServersAreKilledOrStoppedForAWhileAndTheDatabaseToo() throws Exception {
        var trial = prove(List.of(Trouble.PAUSED, Trouble.OLDEST_KILLED, Trouble.DATABASE_STOPPED), 0);
        assertThat(trial.counts().get("acknowledged")).isGreaterThan(100);
        assertThat(trial.counts().get("checks")).isEqualTo(4);
    }

    @Test
    void nothingIsLostWhenOneIsPartedAndWhatAllAreToldFitsOneOrderAlsoWhenOneIsKilled() throws Exception {
        var trial = prove(List.of(Trouble.PARTED), 5);
        assertThat(trial.counts().get("acknowledged")).isGreaterThan(100);
        assertThat(trial.counts().get("histories by nodes")).isEqualTo(5);
        assertThat(trial.counts().get("kills in a history")).isPositive();
        assertThat(trial.counts().get("events")).isPositive();
    }
}
