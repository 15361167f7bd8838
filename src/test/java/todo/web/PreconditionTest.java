package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionTest extends ServerTest {
    private final String list = server.list("milk", "bread");
    private final String milk = list + "/entries/1";

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "*", "\"7\", \"1\"", " \"1\" ,\"x,y\"", "\"0\",\"1\",W/\"9\""})
    void aWriteMeantForWhatIsThereIsMade(String tag) {
        assertThat(server.patch(milk, "{\"title\": \"oat milk\"}", "If-Match", tag)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "W/\"1\"", "\"x\"", "\"01\"", "\"7\", \"8\"", "\"\""})
    void aWriteMeantForAnotherVersionIsRefusedWithWhatIsThere(String tag) {
        for (var refused : List.of(
                server.patch(milk, "{\"title\": \"x\"}", "If-Match", tag),
                server.put(milk, "{\"title\": \"x\"}", "If-Match", tag),
                server.delete(milk, "If-Match", tag),
                server.post(milk + "/move", "{\"list\": \"elsewhere\"}", "If-Match", tag))) {
            assertThat(refused.status()).isEqualTo(412);
            assertThat(refused.get("version")).isEqualTo(1L);
            assertThat(Tree.map(refused.get("current"))).containsEntry("title", "milk");
        }
        assertThat(server.get(list).get("version")).isEqualTo(2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "1\"", "\"1\" \"2\"", "\"1\",", ",", "", "**", "w/\"1\"", "\"1\";x"})
    void tagsThatAreNoneAreRefused(String tag) {
        assertThat(server.patch(milk, "{\"title\": \"x\"}", "If-Match", tag).status())
                .isEqualTo(400);
        assertThat(server.get(milk, "If-None-Match", tag).status()).isEqualTo(400);
    }

    @Test
    void aWriteToTheListIsMeantForTheListsVersion() {
        String stale = "\"1\"";
        for (var refused : List.of(
                server.put(list, "{}", "If-Match", stale),
                server.delete(list, "If-Match", stale),
                server.delete(list + "/entries", "If-Match", stale),
                server.post(list + "/entries", "{\"title\": \"x\"}", "If-Match", stale),
                server.post(list + "/changes/1/undo", "", "If-Match", stale))) {
            assertThat(refused.status()).isEqualTo(412);
            assertThat(refused.get("version")).isEqualTo(2L);
        }
        assertThat(server.post(list + "/entries", "{\"title\": \"x\"}", "If-Match", "\"2\"")
                        .status())
                .isEqualTo(201);
        assertThat(server.post(list + "/changes/1/undo", "", "If-Match", "\"3\"")
                        .status())
                .isEqualTo(200);
        assertThat(server.put(list, "{\"title\": \"t\"}", "If-Match", "\"4\"").status())
                .isEqualTo(200);
        assertThat(server.delete(list + "/entries", "If-Match", "\"5\"").status())
                .isEqualTo(204);
        assertThat(server.delete(list, "If-Match", "\"7\"").status()).isEqualTo(200);
    }

    @Test
    void aWriteMeantForAnyVersionNeedsOne() {
        String none = server.freshList();
        assertThat(server.put(none, "{}", "If-Match", "*").status()).isEqualTo(412);
        assertThat(server.post(none + "/entries", "{\"title\": \"x\"}", "If-Match", "*")
                        .status())
                .isEqualTo(412);
        assertThat(server.get(none).status()).isEqualTo(404);
        assertThat(server.put(list, "{\"title\": \"x\"}", "If-Match", "*").status())
                .isEqualTo(200);
    }

    @Test
    void tagsInSeveralLinesAreOneList() {
        assertThat(server.patch(milk, "{\"title\": \"x\"}", "If-Match", "\"7\"", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"%d\"", "W/\"%d\"", "*", "\"x\", \"%d\""})
    void whatTheClientHasIsNotSentAgain(String tag) {
        for (String path : List.of(milk, list, list + "/entries", list + "/changes")) {
            var first = server.get(path);
            long version = path.equals(milk) ? 1 : 2;
            assertThat(first.header("ETag")).isEqualTo("\"" + version + "\"");
            var again = server.get(path, "If-None-Match", tag.replace("%d", Long.toString(version)));
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
            assertThat(again.body()).isEmpty();
            assertThat(again.header("Content-Length")).isNull();
        }
    }

    @Test
    void whatTheClientHasInAnotherVersionIsSent() {
        for (String path : List.of(milk, list, list + "/entries", list + "/changes")) {
            assertThat(server.get(path, "If-None-Match", "\"9\", \"W/2\"").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aListIsMadeOnlyWhereThereIsNone() {
        String none = server.freshList();
        String[] onlyNew = {"If-None-Match", "*", "Idempotency-Key", "made"};
        var made = server.put(none, "{\"title\": \"t\"}", onlyNew);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.get("title")).isEqualTo("t");
        var again = server.put(none, "{\"title\": \"t\"}", onlyNew);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.object()).isEqualTo(made.object());
        var there = server.put(none, "{\"title\": \"u\"}", "If-None-Match", "*");
        assertThat(there.status()).isEqualTo(412);
        assertThat(there.get("version")).isEqualTo(1L);
        server.delete(none);
        assertThat(server.put(none, "{}", "If-None-Match", "*").status()).isEqualTo(201);
    }

    @Test
    void anyOtherWriteDoesNotTakeIfNoneMatch() {
        assertThat(server.put(list, "{}", "If-None-Match", "\"1\"").status()).isEqualTo(400);
        assertThat(server.put(list, "{}", "If-None-Match", "*", "If-Match", "*").status())
                .isEqualTo(400);
        assertThat(server.patch(milk, "{}", "If-None-Match", "*").status()).isEqualTo(400);
    }
}
