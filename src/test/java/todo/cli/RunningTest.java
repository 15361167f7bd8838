package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.settings.Setting;
import todo.settings.Settings;

class RunningTest {
    @TempDir
    private Path folder;

    private Running start(int port) throws IOException {
        var settings = Settings.read(
                Map.of(Setting.DATA, List.of(folder.toString()), Setting.PORT, List.of(Integer.toString(port))),
                Map.of());
        return Running.start(settings, CommandLineRun.CLOCK, Map.of());
    }

    @Test
    void aStartThatFailsLeavesNothingRunning() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatIOException()
                    .isThrownBy(() -> start(taken.getLocalPort()).close())
                    .withMessageContaining("can't listen");
        }
        assertThat(folder.resolve("reminders.db")).exists();
        assertThat(folder.resolve("reminders.db-wal")).doesNotExist(); // SQLite removes it with the last connection
        try (var running = start(0)) {
            assertThat(running.address().getPort()).isPositive();
        }
    }
}
