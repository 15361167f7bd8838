package todo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Needs a disk of its own that is small: it is run only by those who can mount one.
@Tag("once")
@Timeout(60)
class FullDiskTest {

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException _) {
            return false; // there is no such program here
        }
    }

    @Test
    void aFullDiskIsToldAndWhatWasAcknowledgedStaysAndItGoesOn(@TempDir Path folder) throws Exception {
        var disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString()),
                "not run: a full disk, for which one must be able to mount a tmpfs");
        try {
            fill(disk);
        } finally {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static void fill(Path disk) throws IOException {
        var filler = Files.write(disk.resolve("filler"), new byte[3 << 20]);
        String entry = "{\"title\": \"t\", \"notes\": \"" + "x".repeat(60_000) + "\"}";
        try (var server = TestServer.start(disk.resolve("data"))) {
            int added = 0;
            var reply = server.post("/api/lists/bob/entries", entry);
            for (; reply.status() == 201; added++) {
                reply = server.post("/api/lists/bob/entries", entry);
            }
            assertThat(reply.status()).as(reply.text()).isEqualTo(507);
            assertThat(server.get("/health/ready").get("status")).isEqualTo("the disk is full");
            assertThat(server.get("/api/reminders").status()).isEqualTo(200);
            assertThat(server.get("/api/lists/bob/entries").objects()).hasSize(added);
            assertThat(server.get("/api/entries?limit=1").objects()).hasSize(1);
            var webhook = server.post("/api/reminders/webhooks", "{\"url\": \"http://127.0.0.1:9/\"}");
            assertThat(webhook.status()).isEqualTo(507);
            assertThat(server.get("/api/reminders").get("targets")).isEqualTo(List.of());
            Files.delete(filler);
            do {
                reply = server.post("/api/lists/bob/entries", entry);
            } while (reply.status() > 500);
            assertThat(reply.status()).isEqualTo(201);
            assertThat(server.get("/api/lists/bob").get("open")).isEqualTo(added + 1L);
        }
    }
}
