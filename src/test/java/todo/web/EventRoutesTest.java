package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EventRoutesTest extends ServerTest {

    private record Sent(String id, String event, Map<String, @Nullable Object> data) {}

    /// Reads a stream event by event.
    private static final class Stream implements AutoCloseable {
        private final BufferedReader in;

        Stream(TestServer server, String list, String... headers) throws Exception {
            in = new BufferedReader(new InputStreamReader(server.events(list, headers), StandardCharsets.UTF_8));
            assertThat(in.readLine()).isEqualTo(":");
            assertThat(in.readLine()).isEmpty();
        }

        /// The next event, or `null` when the stream has ended as it should.
        @Nullable
        Sent next() throws Exception {
            String id = in.readLine();
            while (id != null && (id.equals(":") || id.isEmpty())) {
                id = in.readLine();
            }
            if (id == null) {
                return null;
            }
            boolean numbered = id.startsWith("id: ");
            String event = numbered ? in.readLine() : id;
            String data = in.readLine();
            assertThat(in.readLine()).isEmpty();
            assertThat(event).startsWith("event: ");
            assertThat(data).startsWith("data: ");
            return new Sent(
                    numbered ? id.substring(4) : "",
                    event.substring(7),
                    Tree.map(Tree.parse(data.substring(6).getBytes(StandardCharsets.UTF_8))));
        }

        /// The next news of a list that is there.
        Sent nextOf(String list) throws Exception {
            for (var sent = next(); sent != null; sent = next()) {
                if (list.equals("/api/lists/" + sent.data.get("list")) && !sent.data.containsValue(0L)) {
                    return sent;
                }
            }
            throw new AssertionError("the stream has ended");
        }

        List<String> ids(int count) throws Exception {
            List<String> ids = new ArrayList<>();
            for (var sent = next(); sent != null; sent = next()) {
                ids.add(sent.id);
                if (ids.size() == count) {
                    break;
                }
            }
            return ids;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static void add(TestServer server, String list, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(server.post(list + "/entries", "{\"title\": \"a\", \"notes\": \"a\\nb\"}")
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void aChangeIsSentAsItIsInTheHistory() throws Exception {
        String list = server.list("milk");
        try (var stream = new Stream(server, list)) {
            add(server, list, 1);
            var sent = stream.next();
            assertThat(sent).isNotNull();
            assertThat(sent.id).isEqualTo("2");
            assertThat(sent.event).isEqualTo("change");
            assertThat(sent.data)
                    .isEqualTo(server.get(list + "/changes").objects().getFirst());
        }
    }

    @Test
    void aListThatIsNotThereYetCanBeWatched() throws Exception {
        String list = server.freshList();
        try (var stream = new Stream(server, list)) {
            add(server, list, 1);
            assertThat(stream.ids(1)).containsExactly("1");
        }
    }

    @Test
    void whatWasMissedIsSentFirst() throws Exception {
        String list = server.freshList();
        add(server, list, 5);
        try (var stream = new Stream(server, list, "Last-Event-ID", "2")) {
            assertThat(stream.ids(3)).containsExactly("3", "4", "5");
            add(server, list, 1);
            assertThat(stream.ids(1)).containsExactly("6");
        }
        try (var stream = new Stream(server, list, "Last-Event-ID", "0")) {
            assertThat(stream.ids(6)).containsExactly("1", "2", "3", "4", "5", "6");
        }
    }

    @Test
    void nothingIsMissedOrDoubledOverACrashAndAReconnect() throws Exception {
        String list = server.freshList();
        String name = list.substring("/api/lists/".length());
        List<String> seen = new ArrayList<>();
        add(server, list, 1);
        try (var stream = new Stream(server, list, "Last-Event-ID", "0")) {
            seen.addAll(stream.ids(1));
            add(server, list, 2);
            server.system.todos().crash(name);
            addWhenItIsBack(list);
            seen.addAll(stream.ids(2));
        }
        server.system.todos().crash(name);
        addWhenItIsBack(list);
        try (var stream = new Stream(server, list, "Last-Event-ID", seen.getLast())) {
            server.system.todos().crash(name);
            addWhenItIsBack(list);
            seen.addAll(stream.ids(3));
        }
        assertThat(seen).containsExactly("1", "2", "3", "4", "5", "6");
    }

    /// Whoever asks while a list starts again waits or is told to come again.
    private static void addWhenItIsBack(String list) {
        String key = "after-" + server.get(list).status() + System.nanoTime();
        Reply reply;
        do {
            reply = server.post(list + "/entries", "{\"title\": \"x\"}", "Idempotency-Key", key);
        } while (reply.status() == 503);
        assertThat(reply.status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "999999999999999999", "x", "-1", "1.5", "9999999999999999999"})
    void anIdThatTheListHasNotComeToBeginsAnewWithTheVersionOfNow(String id) throws Exception {
        String list = server.list("milk", "bread");
        try (var in = new BufferedReader(
                new InputStreamReader(server.events(list, "Last-Event-ID", id), StandardCharsets.UTF_8))) {
            assertThat(List.of(in.readLine(), in.readLine())).containsExactly("id: 2", "");
            add(server, list, 1);
            assertThat(in.lines()
                            .filter(line -> !line.isEmpty() && !line.equals(":"))
                            .limit(2))
                    .containsExactly("id: 3", "event: change");
        }
    }

    @Test
    void theChangesOfAllListsComeInOneStream() throws Exception {
        try (var stream = new Stream(server, "/api")) {
            String milk = server.list("milk");
            var added = stream.nextOf(milk);
            assertThat(added.event).isEqualTo("news");
            assertThat(added.id).isEmpty();
            assertThat(added.data).containsEntry("version", 1L);
            assertThat(added.data.get("changes"))
                    .isEqualTo(server.get(milk + "/changes").objects());
            String bread = server.list("bread", "butter");
            stream.nextOf(bread);
            assertThat(stream.nextOf(bread).data).containsEntry("version", 2L);
        }
    }

    @Test
    void aListThatIsLoadedSaysAtWhichVersionItIs() throws Exception {
        String list = server.list("milk", "bread");
        try (var stream = new Stream(server, "/api")) {
            server.system.todos().crash(list.substring("/api/lists/".length()));
            addWhenItIsBack(list);
            var loaded = stream.nextOf(list);
            assertThat(loaded.data).containsEntry("version", 2L).containsEntry("changes", List.of());
            assertThat(stream.nextOf(list).data).containsEntry("version", 3L);
        }
    }

    @Test
    void theStreamOfAllListsTakesNoParametersAndNoOtherMethods() {
        assertThat(server.get("/api/events?since=1").status()).isEqualTo(400);
        assertThat(server.post("/api/events", "{}").status()).isEqualTo(405);
    }

    @Test
    void aStreamEndsWholeWhenTheServerStops(@TempDir Path folder) throws Exception {
        var alone = TestServer.start(folder);
        try (var raw = alone.raw()) {
            raw.send("GET /api/lists/a/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + alone.token.value() + "\r\n\r\n");
            assertThat(raw.header()).startsWith("HTTP/1.1 200 ").contains("text/event-stream");
            assertThat(raw.in().readNBytes(6)).asString().isEqualTo("3\r\n:\n\n");
            alone.web.close();
            assertThat(raw.rest()).isEqualTo("\r\n0\r\n\r\n");
        } finally {
            alone.close();
        }
    }
}
