package todo.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.client.ClientException;
import todo.client.Connection;

class ServerProcessTest {
    @TempDir
    private Path folder;

    @Test
    void itAnswersUntilItIsKilled() throws Exception {
        try (var server = ServerProcess.start(folder.resolve("data"), folder.resolve("log"));
                var connection = new Connection(server.address(), server.token())) {
            assertThat(connection.get("/health")).isNotNull();
            server.kill();
            assertThatThrownBy(() -> connection.get("/health")).isInstanceOf(ClientException.class);
        }
    }

    @Test
    void whereItCanNotStartItsLogSaysWhy() throws Exception {
        var file = Files.createFile(folder.resolve("file"));
        try (var server = ServerProcess.start(file, folder.resolve("log"))) {
            assertThatThrownBy(server::address).isInstanceOf(IOException.class).hasMessageContaining("log says why");
        }
        assertThat(folder.resolve("log")).content().contains(file.toString());
    }
}
