package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddingTest extends ServerTest {
    static final String FULL = """
            {"title": "Buy milk", "due": "2026-12-24T17:00+01:00[Europe/Berlin]", "notes": "the good one",
             "priority": 1, "tags": ["shopping", "home"], "order": 2.5, "repeat": "FREQ=WEEKLY;BYDAY=MO", "remind": "-P1DT30M",
             "properties": {"x-colour": "red", "x-size": "1"}}""";

    @Test
    void anEntryIsGivenBackWithItsAddress() {
        String list = server.freshList();
        var added = server.post(list + "/entries", FULL);
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.header("ETag")).isEqualTo("\"1\"");
        assertThat(added.header("Location"))
                .isEqualTo(server.web.address() + list + "/entries/1")
                .isEqualTo(added.get("url"));
        assertThat(added.object())
                .containsEntry("due", "2026-12-24T17:00+01:00[Europe/Berlin]")
                .containsEntry("tags", List.of("shopping", "home"))
                .containsEntry("properties", Map.of("x-colour", "red", "x-size", "1"))
                .containsEntry("completed", false)
                .containsEntry("completedAt", null);
        assertThat(server.get(list + "/entries/1").object()).isEqualTo(added.object());
    }

    @Test
    void whatWasReadCanBeSentBackAsANewEntry() {
        var read = server.post(server.freshList() + "/entries", FULL);
        var copy = server.post(server.freshList() + "/entries", read.text());
        assertThat(copy.status()).as(copy.text()).isEqualTo(201);
        assertThat(copy.get("uid")).isEqualTo(read.get("uid"));
        assertThat(copy.get("createdAt")).isEqualTo(read.get("createdAt"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"title\": \" \"} | title",
                "{} | title",
                "{\"title\": null} | title",
                "{\"title\": \"x\", \"priority\": 10} | priority",
                "{\"title\": \"x\", \"repeat\": \"sometimes\"} | repeat",
                "{\"title\": \"x\", \"parent\": 7} | parent",
                "{\"title\": \"x\", \"tags\": [\"a\", \"a\"]} | tags",
                "{\"title\": \"\\ud800\"} | title",
                "{\"title\": \"x\", \"uid\": \" \"} | uid"
            })
    void whatARuleForbidsIsRefusedByField(String body, String field) {
        var refused = server.post(server.freshList() + "/entries", body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.get("field")).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\": \"x\", \"prio\": 1}",
                "{\"title\": 7}",
                "{\"title\": \"x\", \"due\": \"tomorrow\"}",
                "{\"title\": \"x\", \"due\": \"2026-02-30\"}",
                "{\"title\": \"x\", \"priority\": \"high\"}",
                "{\"title\": \"x\", \"tags\": \"a\"}",
                "{\"title\": \"x\", \"tags\": [1]}",
                "{\"title\": \"x\", \"completed\": \"yes\"}",
                "{\"title\": \"x\", \"properties\": {\"a\": 1}}",
                "{\"title\": \"x\", \"properties\": []}",
                "{\"title\": \"x\", \"title\": \"y\"}",
                "{\"title\": \"x\"} {\"title\": \"y\"}",
                "{\"title\": \"x\", \"order\": NaN}",
                "{\"title\": \"x\", \"order\": null}",
                "{\"title\": \"x\", \"parent\": 1.5}",
                "{\"title\": \"x\", \"id\": 99999999999999999999}",
                "\"x\"",
                "null",
                "[]",
                "[[]]",
                "[null]",
                ""
            })
    void whatCanNotBeReadIsRefusedAndAddsNothing(String body) {
        String list = server.freshList();
        assertThat(server.post(list + "/entries", body).status()).isEqualTo(400);
        assertThat(server.get(list).status()).isEqualTo(404);
    }

    @Test
    void anUnknownFieldIsNamed() {
        assertThat(server.post(server.freshList() + "/entries", "{\"prio\": 1}").detail())
                .contains("\"prio\"");
    }

    @Test
    void anArrayIsAddedInOrder() {
        String list = server.list("milk");
        var added = server.post(list + "/entries", "[{\"title\": \"a\"}, {\"title\": \"b\"}]");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.all("id")).containsExactly(2L, 3L);
        assertThat(server.get(list + "/entries").all("title")).containsExactly("milk", "a", "b");
    }

    @Test
    void anArrayOfOneIsAnsweredByAnArray() {
        assertThat(server.post(server.freshList() + "/entries", "[{\"title\": \"a\"}]")
                        .all("title"))
                .containsExactly("a");
    }

    @Test
    void anArrayIsAddedWholeOrNotAtAll() {
        String list = server.list("milk");
        var refused = server.post(list + "/entries", "[{\"title\": \"a\"}, {\"title\": \" \"}]");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(server.get(list).get("version")).isEqualTo(1L);
    }

    @Test
    void anArrayHoldsAtMostAThousand() {
        String thousand = "{\"title\":\"a\"}" + ",{\"title\":\"a\"}".repeat(999);
        String list = server.freshList();
        assertThat(server.post(list + "/entries", "[" + thousand + ",{\"title\":\"a\"}]")
                        .status())
                .isEqualTo(400);
        assertThat(server.post(list + "/entries", "[" + thousand + "]").objects())
                .hasSize(1000);
    }

    @Test
    void anIdIsKeptOnlyIfAskedFor() {
        String list = server.freshList();
        assertThat(server.post(list + "/entries", "{\"id\": 7, \"title\": \"a\"}")
                        .get("id"))
                .isEqualTo(1L);
        assertThat(server.post(list + "/entries?ids=keep", "[{\"id\": 7, \"title\": \"a\"}]")
                        .all("id"))
                .containsExactly(7L);
        assertThat(server.post(list + "/entries", "{\"title\": \"b\"}").get("id"))
                .isEqualTo(8L);
        var refused = server.post(list + "/entries?ids=keep", "{\"id\": 5, \"title\": \"c\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.get("field")).isEqualTo("id");
        assertThat(server.post(list + "/entries?ids=drop", "{\"title\": \"c\"}").status())
                .isEqualTo(400);
    }

    @Test
    void aUidIsInAListOnce() {
        String list = server.freshList();
        server.post(list + "/entries", "{\"uid\": \"x\", \"title\": \"a\"}");
        var refused = server.post(list + "/entries", "{\"uid\": \"x\", \"title\": \"b\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.get("id")).isEqualTo(1L);
    }

    @Test
    void theTimesThatComeWithAnImportAreKept() {
        var added = server.post(
                server.freshList() + "/entries",
                "{\"title\": \"a\", \"createdAt\": \"2020-01-01T00:00:00Z\", \"completedAt\": \"2020-02-01T00:00:00Z\"}");
        assertThat(added.object())
                .containsEntry("createdAt", "2020-01-01T00:00:00Z")
                .containsEntry("completedAt", "2020-02-01T00:00:00Z")
                .containsEntry("completed", true);
    }
}
