package todo.web;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// Tests of one running server; each has lists of its own.
@Tag("cluster")
abstract class ServerTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }
}
