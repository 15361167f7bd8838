package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import todo.list.ListBeingMade;
import todo.store.DatabaseAddress;
import todo.store.Kind;
import todo.store.StoreException;

@Timeout(60)
class TodoSystemTest {
    @TempDir
    private Path folder;

    private static TodoSystem start(Path data, @Nullable DatabaseAddress db, @Nullable ClusterSettings cluster) {
        return TodoSystem.start(new TodoSystem.Settings(
                data,
                1,
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                Clock.fixed(ListBeingMade.NOON, ZoneOffset.UTC),
                Period.ZERO,
                db,
                cluster));
    }

    @Test
    void aServerThatCanNotJoinLetsGoOfTheDatabase() throws IOException {
        var db = Kind.fresh();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var self = new ClusterSettings.Address("127.0.0.1", taken.getLocalPort());
            assertThatThrownBy(() -> start(folder, db, new ClusterSettings(self, List.of(), null)))
                    .isInstanceOf(UncheckedIOException.class);
        }
        try (var alone = start(folder, db, null)) {
            assertThat(alone.ours()).isTrue();
        }
    }

    @Test
    void aServerThatCanNotMakeBackupsLetsGoOfTheFolder() throws IOException {
        var data = folder.resolve("data");
        start(data, null, null).close();
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("-wx------"));
        try {
            assumeFalse(Files.isReadable(data), "not run: a folder that can't be listed, which root can");
            assertThatThrownBy(() -> start(data, null, null))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("can't look into");
        } finally {
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        }
        start(data, null, null).close();
    }
}
