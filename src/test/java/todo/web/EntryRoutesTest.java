package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("postgres")
class EntryRoutesTest extends ServerTest {
    private static final String FULL = AddingTest.FULL;

    @Test
    void aLargeAnswerComesWhole() {
        String list = server.freshList();
        String notes = "x".repeat(60_000);
        for (int i = 0; i < 5; i++) {
            server.post(list + "/entries", "{\"title\": \"t%d\", \"notes\": \"%s\"}".formatted(i, notes));
        }
        var all = server.get(list + "/entries");
        assertThat(all.all("notes")).hasSize(5).containsOnly(notes);
        assertThat(all.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(server.send("HEAD", list + "/entries", null).header("Content-Length"))
                .isEqualTo(Integer.toString(all.body().length));
        assertThat(server.get(list + "/changes").objects()).hasSize(5);
    }

    @Nested
    class Changing {
        private final String entry = server.list() + "/entries/1";

        Changing() {
            server.post(entry.substring(0, entry.length() - 2), FULL);
        }

        @Test
        void whatIsNotNamedStays() {
            var before = server.get(entry).object();
            var after = server.patch(
                    entry, "{\"title\": \"Buy oat milk\"}", "Content-Type", "application/merge-patch+json");
            assertThat(after.status()).isEqualTo(200);
            assertThat(after.header("ETag")).isEqualTo("\"2\"");
            for (String field : before.keySet()) {
                if (!List.of("title", "version", "updatedAt").contains(field)) {
                    assertThat(after.object()).containsEntry(field, before.get(field));
                }
            }
        }

        @Test
        void nullClears() {
            var after = server.patch(
                    entry,
                    "{\"due\": null, \"notes\": null, \"priority\": null, \"tags\": null, \"repeat\": null, \"remind\": null, \"properties\": null, \"parent\": null, \"completed\": null}");
            assertThat(after.object())
                    .containsEntry("due", null)
                    .containsEntry("notes", "")
                    .containsEntry("priority", 0L)
                    .containsEntry("tags", List.of())
                    .containsEntry("repeat", null)
                    .containsEntry("remind", null)
                    .containsEntry("properties", Map.of())
                    .containsEntry("title", "Buy milk");
        }

        @Test
        void propertiesAreMerged() {
            var after =
                    server.patch(entry, "{\"properties\": {\"x-size\": \"2\", \"x-colour\": null, \"new\": \"n\"}}");
            assertThat(after.get("properties")).isEqualTo(Map.of("x-size", "2", "new", "n"));
        }

        @Test
        void completingSetsTheTimeAndOpeningClearsIt() {
            assertThat(server.patch(entry, "{\"completed\": true}").get("completedAt"))
                    .isNotNull();
            assertThat(server.patch(entry, "{\"completed\": false}").get("completedAt"))
                    .isNull();
        }

        @Test
        void anUnknownFieldIsRefusedByName() {
            var refused = server.patch(entry, "{\"title\": \"x\", \"prio\": 1}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.detail()).contains("\"prio\"");
            assertThat(server.get(entry).get("title")).isEqualTo("Buy milk");
        }

        @Test
        void whatWasReadCanBeSentBack() {
            var read = server.get(entry);
            assertThat(server.patch(entry, read.text()).object()).isEqualTo(read.object());
            assertThat(server.put(entry, read.text()).object()).isEqualTo(read.object());
        }

        @Test
        void aChangeOfNothingIsNoChange() {
            var same = server.patch(entry, "{\"title\": \"Buy milk\"}");
            assertThat(same.header("ETag")).isEqualTo("\"1\"");
        }

        @Test
        void replacingSetsWhatIsNotNamedToItsDefault() {
            var after = server.put(entry, "{\"title\": \"Buy oat milk\"}");
            assertThat(after.object())
                    .containsEntry("due", null)
                    .containsEntry("notes", "")
                    .containsEntry("tags", List.of())
                    .containsEntry("properties", Map.of())
                    .containsEntry("order", 2.5);
            assertThat(server.put(entry, "{\"notes\": \"x\"}").status()).isEqualTo(422);
        }

        @Test
        void aRemovedEntryIsGone() {
            assertThat(server.delete(entry).status()).isEqualTo(204);
            assertThat(server.get(entry).status()).isEqualTo(404);
            assertThat(server.delete(entry).status()).isEqualTo(404);
            assertThat(server.patch(entry, "{\"title\": \"x\"}").status()).isEqualTo(404);
            assertThat(server.put(entry, "{\"title\": \"x\"}").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1.0", "01", "9999999999999999999", "1%20", ""})
    void anIdThatIsNoneIsRefused(String id) {
        assertThat(server.get(server.list("milk") + "/entries/" + id).status()).isEqualTo(400);
    }

    @Nested
    class Finding {
        private final String list = server.freshList();

        Finding() {
            server.post(list + "/entries", """
                    [{"title": "late", "due": "2026-03-03"},
                     {"title": "early", "due": "2026-01-01T12:00", "tags": ["HOME"]},
                     {"title": "none", "notes": "at Home"},
                     {"title": "done", "due": "2026-02-02", "completed": true}]""");
        }

        private List<Object> titles(String query) {
            return server.get(list + "/entries" + query).all("title").stream()
                    .map(String::valueOf)
                    .map(Object.class::cast)
                    .toList();
        }

        @Test
        void allComeInTheirOrder() {
            assertThat(titles("")).containsExactly("late", "early", "none", "done");
        }

        @ParameterizedTest
        @CsvSource({
            "?due=2026-03-03, late",
            "?from=2026-02-02, done late",
            "?to=2026-02-02, early done",
            "?from=2026-01-01&to=2026-12-31, early done late",
            "?completed=true, done",
            "?order=completed, done",
            "?order=completed&completed=true&q=home, ''",
            "?completed=false, late early none",
            "?q=home, early none",
            "?q=H%4FME&completed=false&to=2026-12-31, early",
            "?due=0001-01-01, ''",
            "?to=9999-12-31, early done late",
            "?q=, late early none done"
        })
        void filtersNarrowDown(String query, String wanted) {
            assertThat(titles(query))
                    .containsExactlyElementsOf(
                            wanted.isEmpty() ? List.of() : Arrays.asList((Object[]) wanted.split(" ")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "?due=2026-03-03&from=2026-01-01",
                    "?due=tomorrow",
                    "?due=2026-02-30",
                    "?due=%2B999999999-12-31",
                    "?from=-0001-01-01",
                    "?completed=1",
                    "?order=due",
                    "?order=completed&completed=false",
                    "?order=completed&due=2026-12-24",
                    "?completed",
                    "?completed=",
                    "?limit=0",
                    "?limit=1001",
                    "?limit=x",
                    "?limit",
                    "?after=0",
                    "?after=-1",
                    "?at=yesterday",
                    "?at=",
                    "?at=2026-01-01",
                    "?q=a&q=b",
                    "?Limit=1",
                    "?=1"
                })
        void aParameterThatCanNotBeReadIsRefused(String query) {
            assertThat(server.get(list + "/entries" + query).status()).isEqualTo(400);
        }
    }
}
