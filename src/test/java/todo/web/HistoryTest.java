package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.server.TodoSystem;

@Tag("postgres")
class HistoryTest extends ServerTest {
    private final String list = server.list("milk", "bread");

    private static String name(String list) {
        return list.substring("/api/lists/".length());
    }

    @Test
    void eachChangeTellsWhatWasChangedFromWhatToWhat() {
        server.patch(list + "/entries/1", "{\"title\": \"oat milk\", \"due\": \"2026-01-01\"}");
        var change = server.get(list + "/changes").objects().getFirst();
        assertThat(change)
                .containsEntry("version", 3L)
                .containsEntry("kind", "edited")
                .containsEntry("by", "owner");
        var changed = Tree.map(change.get("changed"));
        assertThat(changed.get("title")).isEqualTo(Map.of("from", "milk", "to", "oat milk"));
        assertThat(Tree.map(changed.get("due"))).containsEntry("from", null).containsEntry("to", "2026-01-01");
        assertThat(changed).hasSize(2);
    }

    @Test
    void thePastCanBeSeenByVersion() {
        server.patch(list + "/entries/1", "{\"title\": \"oat milk\"}");
        server.delete(list + "/entries/2");
        assertThat(server.get(list + "/entries?at=1").all("title")).containsExactly("milk");
        assertThat(server.get(list + "/entries?at=2").all("title")).containsExactly("milk", "bread");
        assertThat(server.get(list + "/entries?at=2").header("ETag")).isEqualTo("\"2\"");
        assertThat(server.get(list + "/entries?at=4").all("title")).containsExactly("oat milk");
        assertThat(server.get(list + "/entries?at=2&limit=1").next()).contains("at=2");
        server.delete(list);
        assertThat(server.get(list + "/entries?at=2").all("title")).containsExactly("milk", "bread");
    }

    @Test
    void aListThatWasDroppedIsSeenAsDroppedAlsoFromLaterOn() {
        server.delete(list);
        server.post(list + "/entries", "{\"title\": \"eggs\"}");
        assertThat(server.get(list + "/entries?at=5").status()).isEqualTo(404);
        assertThat(server.get(list + "/entries?at=4").all("title")).isEmpty();
        assertThat(server.get(list + "/entries?at=6").all("title")).containsExactly("eggs");
    }

    @Test
    void theFutureCanNotBeSeen() {
        assertThat(server.get(list + "/entries?at=3").status()).isEqualTo(404);
        assertThat(server.get(list + "/entries?at=0").status()).isEqualTo(404);
        assertThat(server.get(list + "/entries?at=999999999999999999").status()).isEqualTo(404);
    }

    @Test
    void thePastCanBeSeenByInstant(@TempDir Path folder) {
        var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        var settings =
                new TodoSystem.Settings(folder, 0, Duration.ofMinutes(10), Duration.ofSeconds(20), () -> now.get());
        try (var alone = TestServer.start(settings, List.of(), List.of(), TestServer.PATIENT)) {
            alone.post("/api/lists/bob/entries", "{\"title\": \"milk\"}");
            now.set(Instant.parse("2026-02-01T00:00:00Z"));
            alone.post("/api/lists/bob/entries", "{\"title\": \"bread\"}");
            String at = "/api/lists/bob/entries?at=";
            assertThat(alone.get(at + "2025-12-31T23:59:59Z").status()).isEqualTo(404);
            assertThat(alone.get(at + "2026-01-01T00:00:00Z").all("title")).containsExactly("milk");
            assertThat(alone.get(at + "2026-01-31T23:59:59.999Z").all("title")).containsExactly("milk");
            assertThat(alone.get(at + "2026-02-01T00:00:00Z").all("title")).containsExactly("milk", "bread");
        }
    }

    @Test
    void whatIsNoLongerKeptIsGone(@TempDir Path folder) throws Exception {
        var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        var settings =
                new TodoSystem.Settings(folder, 0, Duration.ofMinutes(10), Duration.ofSeconds(20), () -> now.get());
        try (var alone = TestServer.start(settings, List.of(), List.of(), TestServer.PATIENT)) {
            String bob = "/api/lists/bob";
            for (String title : List.of("milk", "bread", "tea", "salt")) {
                alone.post(bob + "/entries", "{\"title\": \"" + title + "\"}");
                now.set(now.get().plus(Duration.ofDays(31)));
            }
            assertThat(alone.system
                            .trimHistory(Instant.parse("2026-02-15T00:00:00Z"))
                            .join())
                    .isEqualTo(2);
            for (String gone : List.of(
                    "/entries?at=1",
                    "/entries?at=2026-01-31T00:00:00Z",
                    "/changes?since=1",
                    "/changes?before=2",
                    "/changes?since=0")) {
                var reply = alone.get(bob + gone);
                assertThat(reply.status()).as(gone).isEqualTo(410);
                assertThat(reply.detail()).isEqualTo("the history of this list up to change 2 is no longer kept");
                assertThat(reply.get("floor")).isEqualTo(2L);
            }
            assertThat(alone.post(bob + "/changes/2/undo", "").status()).isEqualTo(410);
            assertThat(alone.get(bob + "/events", "Last-Event-ID", "1").status())
                    .isEqualTo(410);
            assertThat(alone.get(bob + "/entries").all("title")).containsExactly("milk", "bread", "tea", "salt");
            assertThat(alone.get(bob + "/entries?at=2").all("title")).containsExactly("milk", "bread");
            assertThat(alone.get(bob + "/entries?at=2026-02-01T00:00:00Z").all("title"))
                    .containsExactly("milk", "bread");
            var kept = alone.get(bob + "/changes");
            assertThat(kept.all("version")).containsExactly(4L, 3L);
            assertThat(kept.header("Link")).isNull();
            assertThat(kept.header("Todo-Floor")).isEqualTo("2");
            assertThat(alone.get(bob + "/changes?before=3").objects()).isEmpty();
            assertThat(alone.get(bob + "/changes?since=2").all("version")).containsExactly(4L, 3L);
            assertThat(alone.post(bob + "/changes/3/undo", "").status()).isEqualTo(200);
            assertThat(alone.post(bob + "/restore", "{\"at\": 1}").status()).isEqualTo(410);
            assertThat(alone.post(bob + "/restore", "{\"at\": 2}").status()).isEqualTo(200);
            assertThat(alone.get(bob + "/entries").all("title")).containsExactly("milk", "bread");
            assertThat(alone.get("/api/check").get("sound")).isEqualTo(true);
        }
    }

    @Nested
    class Moving {
        private final String other = server.freshList();

        private Reply move(String entry, String to) {
            return server.post(entry + "/move", "{\"list\": \"" + to + "\"}");
        }

        @Test
        void anEntryGoesWithWhatIsPartOfIt() {
            server.patch(list + "/entries/2", "{\"parent\": 1}");
            var moved = move(list + "/entries/1", name(other));
            assertThat(moved.status()).isEqualTo(200);
            assertThat(moved.header("Location"))
                    .isEqualTo(server.web.address() + other + "/entries/1")
                    .isEqualTo(moved.get("url"));
            assertThat(moved.header("ETag")).isEqualTo("\"1\"");
            assertThat(server.get(list + "/entries").objects()).isEmpty();
            var there = server.get(other + "/entries");
            assertThat(there.all("title")).containsExactly("milk", "bread");
            assertThat(there.all("parent")).containsExactly(null, 1L);
            assertThat(server.get(other + "/changes").all("from")).containsOnly(name(list));
        }

        @Test
        void anEntryKeepsItsUid() {
            Object uid = server.get(list + "/entries/1").get("uid");
            assertThat(move(list + "/entries/1", name(other)).get("uid")).isEqualTo(uid);
        }

        @Test
        void whatCanNotBeMovedStays() {
            assertThat(move(list + "/entries/9", name(other)).status()).isEqualTo(404);
            assertThat(move(list + "/entries/1", name(list)).status()).isEqualTo(422);
            assertThat(move(list + "/entries/1", "").status()).isEqualTo(422);
            assertThat(move(list + "/entries/1", "a/b").status()).isEqualTo(422);
            assertThat(server.post(list + "/entries/1/move", "{}").status()).isEqualTo(422);
            assertThat(server.post(list + "/entries/1/move", "{\"to\": \"x\"}").status())
                    .isEqualTo(400);
            assertThat(server.get(list).get("version")).isEqualTo(2L);
        }

        @Test
        void anEntryWhoseUidIsThereAlreadyComesBack() {
            String uid = String.valueOf(server.get(list + "/entries/1").get("uid"));
            server.post(other + "/entries", "{\"title\": \"x\", \"uid\": \"" + uid + "\"}");
            assertThat(move(list + "/entries/1", name(other)).status()).isEqualTo(409);
            assertThat(server.get(list + "/entries").all("title")).containsExactly("milk", "bread");
        }
    }

    @Test
    void whatWasDoneIsAnsweredAlsoWhenItsHistoryIsTrimmed(@TempDir Path folder) {
        var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        var settings =
                new TodoSystem.Settings(folder, 0, Duration.ofMinutes(10), Duration.ofSeconds(20), () -> now.get());
        try (var alone = TestServer.start(settings, List.of(), List.of(), TestServer.PATIENT)) {
            String bob = "/api/lists/bob";
            alone.post(bob + "/entries", "{\"title\": \"milk\"}");
            now.set(Instant.parse("2026-02-01T00:00:00Z"));
            String[] key = {"Idempotency-Key", "described"};
            var described = alone.put(bob, "{\"title\": \"Bob\"}", key);
            assertThat(alone.system
                            .trimHistory(Instant.parse("2026-01-15T00:00:00Z"))
                            .join())
                    .isEqualTo(1);
            var again = alone.put(bob, "{\"title\": \"Bob\"}", key);
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.object()).isEqualTo(described.object());
        }
    }
}
