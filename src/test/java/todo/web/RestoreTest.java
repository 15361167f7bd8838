package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.backup.Backup;

class RestoreTest extends ServerTest {
    private final String list = server.list("milk", "bread");

    private Reply restore(String at, String... headers) {
        return server.post(list + "/restore", "{\"at\": " + at + "}", headers);
    }

    @Test
    void aListGoesBackToAVersionAndForthAgain() {
        server.patch(list + "/entries/1", "{\"title\": \"oat milk\"}");
        server.delete(list + "/entries/2");
        server.post(list + "/entries", "{\"title\": \"butter\"}");
        var restored = restore("2");
        assertThat(restored.object())
                .isEqualTo(Map.of("version", 8L, "before", 5L, "added", 1L, "edited", 1L, "removed", 1L));
        assertThat(restored.header("ETag")).isEqualTo("\"8\"");
        assertThat(server.get(list + "/entries").all("title")).containsExactly("milk", "bread");
        assertThat(restore("5").status()).isEqualTo(200);
        assertThat(server.get(list + "/entries").all("title")).containsExactly("oat milk", "butter");
    }

    @Test
    void aListGoesBackToAnInstant() {
        var at = String.valueOf(
                server.get(list + "/changes").objects().getFirst().get("at"));
        server.delete(list);
        assertThat(restore("\"" + at + "\"").get("added")).isEqualTo(2L);
        assertThat(server.get(list + "/entries").all("title")).containsExactly("milk", "bread");
    }

    @Test
    void aRestoreThatIsSentAgainIsMadeOnce() {
        server.delete(list + "/entries/1");
        var first = restore("2", "Idempotency-Key", "again");
        server.delete(list + "/entries/1");
        assertThat(restore("2", "Idempotency-Key", "again").object()).isEqualTo(first.object());
        assertThat(server.get(list + "/entries").all("title")).containsExactly("bread");
        assertThat(restore("1", "Idempotency-Key", "again").status()).isEqualTo(422);
    }

    @Test
    void aRestoreIsMadeOnlyOfTheVersionThatWasSeen() {
        server.delete(list + "/entries/1");
        assertThat(restore("2", "If-Match", "\"2\"").status()).isEqualTo(412);
        assertThat(restore("2", "If-Match", "\"3\"").status()).isEqualTo(200);
    }

    @Test
    void aRemovedListComesBackByOneRestoreWithItsSubtasksAndProperties() {
        server.put(list, "{\"title\": \"Groceries\", \"colour\": \"#3366cc\", \"order\": 2}");
        server.patch(list + "/entries/2", "{\"parent\": 1}");
        server.post(list + "/entries", "{\"title\": \"removed before\"}");
        server.delete(list + "/entries/3");
        String entries = server.get(list + "/entries").all("title") + " " + parents();
        var removed = server.delete(list);
        String after = "\"" + removed.get("version") + "\"";
        assertThat(restore(String.valueOf(removed.get("before")), "If-Match", after)
                        .status())
                .isEqualTo(200);
        assertThat(server.get(list + "/entries").all("title") + " " + parents()).isEqualTo(entries);
        assertThat(server.get(list).object())
                .containsEntry("title", "Groceries")
                .containsEntry("colour", "#3366cc");
        assertThat(restore(String.valueOf(removed.get("before")), "If-Match", after)
                        .status())
                .isEqualTo(412);
    }

    private Object parents() {
        return server.get(list + "/entries").all("parent");
    }

    @Test
    void whatMovedToAnotherListStaysThere() {
        server.post(list + "/entries/1/move", "{\"list\": \"other\"}");
        assertThat(restore("2").get("added")).isEqualTo(0L);
        assertThat(server.get(list + "/entries").all("title")).containsExactly("bread");
    }

    @Test
    void aWatcherSeesEachChangeOfIt() throws IOException, InterruptedException {
        server.delete(list + "/entries/1");
        try (var events = server.events(list, "Last-Event-ID", "3");
                var lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
            restore("2");
            String line = lines.readLine();
            while (!line.startsWith("id: 4")) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo("id: 4");
        }
    }

    @Test
    void whatWasNotThereIsNotRestored() {
        assertThat(restore("9").status()).isEqualTo(404);
        assertThat(restore("0").detail()).isEqualTo("\"at\" must be when there was such a list");
        assertThat(restore("\"2001-01-01T00:00:00Z\"").status()).isEqualTo(422);
        server.delete(list);
        assertThat(restore("5").detail()).isEqualTo("\"at\" must be when there was such a list");
        assertThat(server.post(server.freshList() + "/restore", "{\"at\": 1}").status())
                .isEqualTo(404);
    }

    @Test
    void whatCanNotBeMadeOutIsSaid() {
        for (String body : new String[] {"{}", "{\"at\": null}", "{\"at\": -1}", "{\"at\": \"noon\"}", "{\"to\": 1}"}) {
            assertThat(server.post(list + "/restore", body).status()).as(body).isEqualTo(400);
        }
    }

    @Test
    void theBackupThatIsFetchedIsWhole(@TempDir Path folder) throws IOException {
        var reply = server.get("/api/backup");
        assertThat(reply.header("Content-Length")).isEqualTo(Integer.toString(reply.body().length));
        var file = Files.write(folder.resolve("fetched"), reply.body());
        assertThat(Backup.check(file).lists()).isPositive();
        assertThat(data).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void nobodyGetsABackupWithoutTheToken() {
        assertThat(server.sendPlain("GET", "/api/backup", null).status()).isEqualTo(401);
    }
}
