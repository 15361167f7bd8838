package todo.server;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// Tests of a running system; each has one of its own.
@Tag("postgres")
abstract class RunningTest {
    @TempDir
    Path folder;

    Running running;

    @BeforeEach
    void start() {
        running = new Running(folder);
    }

    @AfterEach
    void stop() {
        running.close();
    }
}
