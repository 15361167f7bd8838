package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("postgres")
class IdempotencyTest extends ServerTest {
    private static final String KEY = "Idempotency-Key";
    private final String list = server.list("milk", "bread");

    private static List<Reply> atTheSameTime(Callable<Reply> request) throws Exception {
        List<Reply> replies = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var reply : threads.invokeAll(java.util.Collections.nCopies(20, request))) {
                replies.add(reply.get());
            }
        }
        return replies;
    }

    private static void assertSame(Reply first, Reply again) {
        assertThat(again.status()).as(again.text()).isEqualTo(first.status());
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    }

    private long version() {
        return (Long) java.util.Objects.requireNonNull(server.get(list).get("version"));
    }

    @Test
    void aMoveIsAnsweredTheSameAlsoWhenTheEntryHasMovedOn() {
        String elsewhere = server.freshList();
        String to = "{\"list\": \"" + elsewhere.substring(11) + "\"}";
        var first = server.post(list + "/entries/1/move", to, KEY, "on and on");
        String there = java.util.Objects.requireNonNull(first.header("Location"));
        server.delete(there.substring(there.indexOf("/api")));
        assertSame(first, server.post(list + "/entries/1/move", to, KEY, "on and on"));
    }

    @Test
    void eachKindOfWriteHasOneEffectAndGetsTheSameAnswer() {
        String elsewhere = server.freshList();
        List<Callable<Reply>> writes = List.of(
                () -> server.post(list + "/entries", "{\"title\": \"eggs\"}", KEY, "a"),
                () -> server.post(list + "/entries", "[{\"title\": \"x\"}, {\"title\": \"y\"}]", KEY, "b"),
                () -> server.patch(list + "/entries/1", "{\"completed\": true}", KEY, "c"),
                () -> server.put(list + "/entries/1", "{\"title\": \"oat milk\"}", KEY, "d"),
                () -> server.delete(list + "/entries/2", KEY, "e"),
                () -> server.post(list + "/changes/3/undo", "", KEY, "f"),
                () -> server.post(
                        list + "/entries/1/move", "{\"list\": \"" + elsewhere.substring(11) + "\"}", KEY, "g"),
                () -> server.put(list, "{\"title\": \"t\"}", KEY, "h"),
                () -> server.delete(list + "/entries", KEY, "i"),
                () -> server.delete(list, KEY, "j"),
                () -> server.put(list, "{\"title\": \"t\"}", KEY, "k"));
        for (var write : writes) {
            try {
                var first = write.call();
                assertThat(first.status()).as(first.text()).isBetween(200, 204);
                var changes = server.get(list + "/changes").all("version");
                assertSame(first, write.call());
                assertThat(server.get(list + "/changes").all("version")).isEqualTo(changes);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void theAnswerIsTheSameAfterLaterChanges() {
        var first = server.put(list, "{\"title\": \"one\"}", KEY, "a");
        var second = server.patch(list + "/entries/1", "{\"title\": \"oat milk\"}", KEY, "b");
        server.put(list, "{\"title\": \"two\"}");
        server.post(list + "/entries", "{\"title\": \"eggs\"}");
        server.patch(list + "/entries/1", "{\"title\": \"soy milk\"}");
        assertSame(first, server.put(list, "{\"title\": \"one\"}", KEY, "a"));
        assertSame(second, server.patch(list + "/entries/1", "{\"title\": \"oat milk\"}", KEY, "b"));
    }

    @Test
    void twentyAtTheSameTimeHaveOneEffect() throws Exception {
        long before = version();
        List<Callable<Reply>> writes = List.of(
                () -> server.post(list + "/entries", "{\"title\": \"eggs\"}", KEY, "a"),
                () -> server.patch(list + "/entries/1", "{\"title\": \"oat milk\"}", KEY, "b"),
                () -> server.delete(list + "/entries/2", KEY, "c"),
                () -> server.post(list + "/changes/4/undo", "", KEY, "d"),
                () -> server.put(list, "{\"title\": \"t\"}", KEY, "e"));
        for (var write : writes) {
            var replies = atTheSameTime(write);
            assertThat(new HashSet<>(replies.stream().map(Reply::text).toList()))
                    .hasSize(1);
            assertThat(replies).allMatch(reply -> reply.status() < 300);
            assertThat(version()).isEqualTo(++before);
        }
        var moved = atTheSameTime(() -> server.post(list + "/entries/1/move", "{\"list\": \"twenty\"}", KEY, "f"));
        assertThat(moved).allMatch(reply -> reply.status() == 200);
        assertThat(version()).isEqualTo(before + 1);
        assertThat(server.get("/api/lists/twenty/entries").objects()).hasSize(1);
        String undo = list + "/changes/" + version() + "/undo";
        var undone = atTheSameTime(() -> server.post(undo, "", KEY, "g"));
        assertThat(undone).allMatch(reply -> reply.status() == 200);
        assertThat(server.get("/api/lists/twenty/entries").objects()).isEmpty();
    }

    @Test
    void anUndoOfAMoveHasOneEffect() {
        server.post(list + "/entries/1/move", "{\"list\": \"undone\"}");
        var first = server.post(list + "/changes/3/undo", "", KEY, "a");
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        var again = server.post(list + "/changes/3/undo", "", KEY, "a");
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.get("changes")).isEqualTo(first.get("changes"));
        assertThat(server.get(list + "/entries").objects()).hasSize(2);
        assertThat(server.post(list + "/changes/3/undo", "").status()).isEqualTo(409);
    }

    @Test
    void aKeyUsedForAnotherRequestIsRefused() {
        server.post(list + "/entries", "{\"title\": \"eggs\"}", KEY, "a");
        for (var refused : List.of(
                server.post(list + "/entries", "{\"title\": \"ham\"}", KEY, "a"),
                server.post(list + "/entries?ids=keep", "{\"title\": \"eggs\"}", KEY, "a"),
                server.post(list + "/entries", "{\"title\": \"eggs\"}", KEY, "a", "If-Match", "\"2\""),
                server.patch(list + "/entries/1", "{\"title\": \"eggs\"}", KEY, "a"))) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.detail()).contains("Idempotency-Key");
        }
        assertThat(version()).isEqualTo(3);
    }

    @Test
    void eachListHasKeysOfItsOwn() {
        String other = server.freshList();
        server.post(list + "/entries", "{\"title\": \"eggs\"}", KEY, "a");
        assertThat(server.post(other + "/entries", "{\"title\": \"eggs\"}", KEY, "a")
                        .get("id"))
                .isEqualTo(1L);
    }

    /// A retry must not remove what others wrote since the first time.
    @Test
    void whatChangedNothingIsAnsweredTheSameAndChangesNothingLater() {
        String fresh = server.freshList();
        List<Callable<Reply>> writes = List.of(
                () -> server.delete(fresh + "/entries", KEY, "no list to clear"),
                () -> server.delete(fresh, KEY, "no list to drop"),
                () -> server.delete(fresh, KEY, "none there", "If-Match", "*"),
                () -> server.patch(fresh + "/entries/1", "{\"title\": \"x\"}", KEY, "no entry"),
                () -> server.post(list + "/restore", "{\"at\": 2}", KEY, "as it is"),
                () -> server.put(list, "{}", KEY, "described as it is"),
                () -> server.put(list, "{}", KEY, "there already", "If-None-Match", "*"),
                () -> server.patch(list + "/entries/1", "{\"title\": \"milk\"}", KEY, "named as it is"));
        List<Reply> first = all(writes);
        assertThat(first).extracting(Reply::status).containsExactly(404, 404, 412, 404, 200, 200, 412, 200);
        assertThat(server.post(fresh + "/entries", "{\"title\": \"eggs\"}").status())
                .isEqualTo(201);
        assertThat(server.post(list + "/entries", "{\"title\": \"ham\"}").status())
                .isEqualTo(201);
        server.patch(list + "/entries/1", "{\"title\": \"oat milk\"}");
        server.delete(list + "/entries/2");
        var again = all(writes);
        for (int i = 0; i < writes.size(); i++) {
            assertSame(first.get(i), again.get(i));
        }
        assertThat(server.get(fresh + "/entries").all("title")).containsExactly("eggs");
        assertThat(server.get(list + "/entries").all("title")).containsExactly("oat milk", "ham");
        assertThat(server.delete(fresh, KEY, "no list to clear").status()).isEqualTo(422);
        assertThat(server.put(list, "{\"title\": \"t\"}", KEY, "as it is").status())
                .isEqualTo(422);
    }

    private static List<Reply> all(List<Callable<Reply>> writes) {
        List<Reply> replies = new ArrayList<>();
        for (var write : writes) {
            try {
                replies.add(write.call());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        return replies;
    }

    @Test
    void anEmptyListIsClearedOnce() {
        server.delete(list + "/entries");
        assertThat(server.delete(list + "/entries", KEY, "a").status()).isEqualTo(204);
        server.post(list + "/entries", "{\"title\": \"eggs\"}");
        assertThat(server.delete(list + "/entries", KEY, "a").status()).isEqualTo(204);
        assertThat(server.get(list + "/entries").all("title")).containsExactly("eggs");
    }

    @Test
    void whatWasMadeOnAConditionIsAnsweredTheSame() {
        String fresh = server.freshList();
        var made = server.put(fresh, "{\"title\": \"t\"}", KEY, "a", "If-None-Match", "*");
        assertThat(made.status()).isEqualTo(201);
        assertSame(made, server.put(fresh, "{\"title\": \"t\"}", KEY, "a", "If-None-Match", "*"));
        var dropped = server.delete(fresh, KEY, "b", "If-Match", "*");
        assertThat(dropped.status()).isEqualTo(200);
        assertSame(dropped, server.delete(fresh, KEY, "b", "If-Match", "*"));
        assertSame(made, server.put(fresh, "{\"title\": \"t\"}", KEY, "a", "If-None-Match", "*"));
        assertThat(server.get(fresh).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\t", "ü"})
    void aKeyThatIsNoneIsRefused(String key) throws Exception {
        try (var raw = server.raw()) {
            raw.send(
                    "DELETE %s/entries/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\nIdempotency-Key: %s\r\n\r\n"
                            .formatted(list, server.token.value(), key));
            assertThat(raw.rest()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(server.delete(list + "/entries/1", KEY, "x".repeat(201)).status())
                .isEqualTo(400);
        assertThat(server.delete(list + "/entries/1", KEY, "x".repeat(200)).status())
                .isEqualTo(204);
    }

    @Test
    void aKeyIsKnownAfterARestart(@TempDir Path folder) {
        Reply first;
        try (var before = TestServer.start(folder)) {
            first = before.post("/api/lists/bob/entries", "{\"title\": \"milk\"}", KEY, "a");
        }
        try (var after = TestServer.start(folder)) {
            var again = after.post("/api/lists/bob/entries", "{\"title\": \"milk\"}", KEY, "a");
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.get("uid")).isEqualTo(first.get("uid"));
            assertThat(after.get("/api/lists/bob/entries").objects()).hasSize(1);
            assertThat(after.delete("/api/lists/ann", KEY, "b").status()).isEqualTo(404);
        }
        try (var after = TestServer.start(folder)) {
            after.post("/api/lists/ann/entries", "{\"title\": \"milk\"}");
            assertThat(after.delete("/api/lists/ann", KEY, "b").status()).isEqualTo(404);
            assertThat(after.get("/api/lists/ann/entries").objects()).hasSize(1);
        }
    }
}
