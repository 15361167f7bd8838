package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListRoutesTest extends ServerTest {

    @Test
    void aListCountsItsEntries() {
        String list = server.list("milk", "bread");
        server.patch(list + "/entries/1", "{\"completed\": true}");
        var known = server.get(list);
        assertThat(known.object()).containsEntry("open", 1L).containsEntry("completed", 1L);
        assertThat(known.header("ETag")).isEqualTo("\"3\"");
        assertThat(known.get("url")).isEqualTo(server.web.address() + list);
    }

    @Test
    void aListThatNobodyWroteToIsNotThere() {
        assertThat(server.get(server.freshList()).status()).isEqualTo(404);
        assertThat(server.get(server.freshList() + "/entries").status()).isEqualTo(404);
        assertThat(server.get(server.freshList() + "/changes").status()).isEqualTo(404);
        assertThat(server.delete(server.freshList()).status()).isEqualTo(404);
        assertThat(server.delete(server.freshList() + "/entries").status()).isEqualTo(404);
    }

    @Test
    void aListComesToLifeWithItsProperties() {
        String list = server.freshList();
        var made = server.put(list, "{\"title\": \"Bob's\", \"colour\": \"#3366cc\", \"order\": 1.5}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.object()).containsEntry("title", "Bob's").containsEntry("order", 1.5);
        var again = server.put(list, "{\"title\": \"Bobs\"}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.object()).containsEntry("colour", "").containsEntry("version", 2L);
    }

    @Test
    void aPropertyThatARuleForbidsIsRefused() {
        var refused = server.put(server.freshList(), "{\"colour\": \"blue\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.get("field")).isEqualTo("colour");
    }

    @Test
    void aPropertyThatIsNotKnownIsRefusedByName() {
        var refused = server.put(server.freshList(), "{\"color\": \"#3366cc\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).contains("\"color\"");
    }

    @Test
    void aRemovedListIsGoneButItsHistoryStaysAndItComesToLifeAgain() {
        String list = server.list("milk");
        assertThat(server.delete(list).object()).isEqualTo(Map.of("version", 3L, "before", 1L));
        assertThat(server.get(list).status()).isEqualTo(404);
        assertThat(server.get("/api/lists").all("url")).doesNotContain(server.web.address() + list);
        assertThat(server.get(list + "/changes").all("kind")).containsExactly("dropped", "removed", "added");
        var again = server.put(list, "{}");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.get("version")).isEqualTo(4L);
    }

    @Test
    void aClearedListStays() {
        String list = server.list("milk", "bread");
        assertThat(server.delete(list + "/entries").status()).isEqualTo(204);
        assertThat(server.get(list + "/entries").objects()).isEmpty();
        assertThat(server.delete(list + "/entries").status()).isEqualTo(204);
    }

    @Test
    void headSaysWhatGetWould() {
        String list = server.list("milk");
        for (String path : List.of(list, list + "/entries", list + "/entries/1", list + "/changes", "/health", "/")) {
            var got = server.get(path);
            var head = server.send("HEAD", path, null);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("ETag")).isEqualTo(got.header("ETag"));
            assertThat(head.header("Content-Length")).isEqualTo(got.header("Content-Length"));
        }
    }

    @Test
    void headOfAnAnswerThatIsStreamedDoesNotSayItIsEmpty() {
        server.list("milk");
        assertThat(server.send("HEAD", "/api/lists", null).header("Content-Length"))
                .isNull();
        assertThat(server.send("HEAD", "/api/entries", null).header("Content-Length"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Einkäufe",
                "買い物",
                "قائمة",
                "👨‍👩‍👧 family",
                "a b+c;v=1",
                "?&#%",
                "...",
                "a\\b",
                "ends with a dot.",
                "-",
                "é"
            })
    void aNameMayBeOfAnyScript(String name) {
        String list =
                "/api/lists/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        var added = server.post(list + "/entries", "{\"title\": \"milk\"}");
        assertThat(added.get("list")).isEqualTo(name);
        assertThat(server.get(list).get("name")).isEqualTo(name);
        assertThat(server.get("/api/lists").all("name")).contains(name);
        String url = String.valueOf(added.get("url"));
        assertThat(server.get(url.substring(server.web.address().toString().length()))
                        .object())
                .isEqualTo(added.object());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a%2Fb", "%2F", ".", "..", "%2e", "%2E%2e", "%00", "a%0Ab", "%20", "", "%ff", "%C3", "%ED%A0%80"
            })
    void aNameThatNoListCanHaveIsRefused(String segment) {
        assertThat(server.get("/api/lists/" + segment).status()).isEqualTo(400);
        assertThat(server.post("/api/lists/" + segment + "/entries", "{\"title\": \"x\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aNameMayHave200Characters() {
        for (String character : List.of("a", "%C3%A9", "%F0%9F%8D%8E")) {
            var entry = "{\"title\": \"milk\"}";
            assertThat(server.post("/api/lists/" + character.repeat(200) + "/entries", entry)
                            .status())
                    .isEqualTo(201);
            assertThat(server.post("/api/lists/" + character.repeat(201) + "/entries", entry)
                            .detail())
                    .contains("200 characters");
        }
    }

    @Test
    void anEncodedSlashDoesNotMoveTheBorderOfAName() {
        server.post("/api/lists/border/entries", "{\"title\": \"milk\"}");
        assertThat(server.get("/api/lists/border%2Fentries%2F1").status()).isEqualTo(400);
    }

    @Test
    void propertiesAreMissingFieldsAndNotNull() {
        String list = server.freshList();
        server.put(list, "{\"title\": \"x\", \"colour\": \"#000000\", \"order\": 7}");
        assertThat(server.put(list, "{\"title\": null, \"colour\": null}").object())
                .containsAllEntriesOf(Map.of("title", "", "colour", "", "order", 0L));
    }
}
