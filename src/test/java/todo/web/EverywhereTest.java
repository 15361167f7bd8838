package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import todo.server.TodoSystem;

/// `/api/entries`, and all that comes in pages.
@Tag("postgres")
class EverywhereTest extends ServerTest {

    /// All that the pages from `path` on have in `member`.
    private static List<@Nullable Object> walk(TestServer server, String path, String member) {
        List<@Nullable Object> all = new ArrayList<>();
        for (String next = path; next != null; ) {
            var page = server.get(next);
            assertThat(page.status()).isEqualTo(200);
            all.addAll(page.all(member));
            next = page.next();
        }
        return all;
    }

    private static String entries(int count, String more) {
        var all = new StringBuilder("[");
        for (int i = 1; i <= count; i++) {
            all.append(i == 1 ? "" : ",").append("{\"title\": \"t" + i + "\"" + more.formatted(i % 28 + 1) + "}");
        }
        return all.append("]").toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50, 1000})
    void pagesCoverAListOnceAndInOrder(int limit) {
        String list = server.freshList();
        server.post(list + "/entries", entries(50, ""));
        server.delete(list + "/entries/25");
        var all = server.get(list + "/entries").all("id");
        assertThat(walk(server, list + "/entries?limit=" + limit, "id"))
                .hasSize(49)
                .isEqualTo(all);
    }

    @Test
    void pagesByDateGoOnInOrderOfDate() {
        String list = server.freshList();
        server.post(list + "/entries", entries(50, ", \"due\": \"2026-05-%02d\""));
        var all = server.get(list + "/entries?from=2026-05-03").all("id");
        assertThat(walk(server, list + "/entries?from=2026-05-03&limit=7", "id"))
                .isEqualTo(all)
                .hasSizeGreaterThan(40);
    }

    @Test
    void aPageAfterAnEntryThatIsNotThereIsRefused() {
        assertThat(server.get(server.list("milk") + "/entries?after=9").status())
                .isEqualTo(404);
    }

    @Test
    void aListThatIsLongIsStreamedWhole() {
        String list = server.freshList();
        for (int i = 0; i < 3; i++) {
            server.post(list + "/entries", entries(1000, ""));
        }
        assertThat(server.get(list + "/entries").objects()).hasSize(3000);
    }

    @Test
    void pagesCoverTheListsOnceAndInOrderOfTheirNames() {
        for (int i = 0; i < 20; i++) {
            server.list("milk");
        }
        var all = server.get("/api/lists").all("name");
        assertThat(all)
                .hasSizeGreaterThan(19)
                .isSortedAccordingTo((a, b) -> String.valueOf(a).compareTo(String.valueOf(b)));
        assertThat(walk(server, "/api/lists?limit=7", "name")).isEqualTo(all);
        assertThat(walk(server, "/api/lists?limit=" + all.size(), "name")).isEqualTo(all);
        assertThat(server.get("/api/lists?limit=" + all.size()).next()).isNull();
        assertThat(server.get("/api/lists?after=" + all.getLast()).objects()).isEmpty();
    }

    @Test
    void pagesCoverTheHistoryOnceNewestFirst() {
        String list = server.freshList();
        server.post(list + "/entries", entries(250, ""));
        var all = walk(server, list + "/changes?limit=1000", "version");
        assertThat(all).hasSize(250).startsWith(250L).endsWith(1L);
        assertThat(walk(server, list + "/changes", "version")).isEqualTo(all);
        assertThat(walk(server, list + "/changes?limit=49", "version")).isEqualTo(all);
        assertThat(walk(server, list + "/changes?since=100&before=200&limit=9", "version"))
                .isEqualTo(all.subList(51, 150));
        assertThat(server.get(list + "/changes?since=250").objects()).isEmpty();
        assertThat(server.get(list + "/changes?before=1").objects()).isEmpty();
    }

    @Test
    void pagesEverywhereCoverAllEntriesOnceAndThoseDueInOrderOfDate(@TempDir Path folder) {
        try (var alone = TestServer.start(folder)) {
            for (int i = 0; i < 5; i++) {
                alone.post(alone.freshList() + "/entries", entries(40, ", \"due\": \"2026-05-%02d\""));
            }
            alone.patch("/api/lists/list-1/entries/1", "{\"completed\": true}");
            assertThat(new HashSet<>(walk(alone, "/api/entries?limit=33", "url")))
                    .hasSize(200)
                    .isEqualTo(new HashSet<>(alone.get("/api/entries").all("url")));
            var due = alone.get("/api/entries?completed=false&from=2026-05-02");
            assertThat(due.all("due"))
                    .isSortedAccordingTo((a, b) -> String.valueOf(a).compareTo(String.valueOf(b)));
            assertThat(walk(alone, "/api/entries?completed=false&from=2026-05-02&limit=33", "url"))
                    .doesNotHaveDuplicates()
                    .isEqualTo(due.all("url"));
            assertThat(alone.get("/api/entries?completed=false&to=9999-12-31").objects())
                    .hasSize(199);
            assertThat(alone.get("/api/entries?due=2026-05-02").objects()).hasSize(10);
            assertThat(alone.get("/api/entries?due=2026-05-02&completed=true").all("url"))
                    .containsExactly(alone.web.address() + "/api/lists/list-1/entries/1");
            assertThat(alone.get("/api/entries?q=T40").objects()).hasSize(5);
        }
    }

    @Test
    void whatIsPastDependsOnTheZone(@TempDir Path folder) {
        var now = InstantSource.fixed(Instant.parse("2026-06-15T11:30:00Z"));
        var settings = new TodoSystem.Settings(folder, 0, Duration.ofMinutes(10), Duration.ofSeconds(20), now);
        try (var alone = TestServer.start(settings, List.of(), List.of(), TestServer.PATIENT)) {
            alone.post("/api/lists/a/entries", """
                    [{"title": "yesterday", "due": "2026-06-14"},
                     {"title": "today", "due": "2026-06-15"},
                     {"title": "noon", "due": "2026-06-15T12:00"},
                     {"title": "kiritimati", "due": "2026-06-16T01:00+14:00"},
                     {"title": "london", "due": "2026-06-15T13:00+01:00[Europe/London]"},
                     {"title": "done", "due": "2026-06-01", "completed": true},
                     {"title": "never"}]""");
            assertThat(alone.get("/api/entries?overdue=true&zone=UTC").all("title"))
                    .containsExactly("yesterday", "kiritimati");
            assertThat(alone.get("/api/entries?overdue=true&zone=Pacific/Kiritimati")
                            .all("title"))
                    .containsExactly("yesterday", "today", "noon", "kiritimati");
            assertThat(alone.get("/api/entries?overdue=true&zone=-12:00").all("title"))
                    .containsExactly("kiritimati");
            assertThat(walk(alone, "/api/entries?overdue=true&zone=Pacific/Kiritimati&limit=1", "title"))
                    .containsExactly("yesterday", "today", "noon", "kiritimati");
            assertThat(alone.get("/api/entries?overdue=true&zone=UTC&q=kiri").all("title"))
                    .containsExactly("kiritimati");
        }
    }

    @Test
    void theZoneOfTheServerIsThatOfWhoGivesNone(@TempDir Path folder) {
        var now = InstantSource.fixed(Instant.parse("2026-06-15T11:30:00Z"));
        for (String zone : List.of("Pacific/Kiritimati", "-12:00")) {
            boolean east = zone.startsWith("P");
            var settings = new TodoSystem.Settings(
                    folder.resolve(east ? "east" : "west"),
                    0,
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(20),
                    now.withZone(ZoneId.of(zone)));
            try (var alone = TestServer.start(settings, List.of(), List.of(), TestServer.PATIENT)) {
                alone.post("/api/lists/a/entries", """
                        [{"title": "yesterday", "due": "2026-06-14"},
                         {"title": "today", "due": "2026-06-15"},
                         {"title": "plants", "due": "2026-06-01", "repeat": "FREQ=DAILY"}]""");
                assertThat(alone.get("/api/entries?overdue=true&q=day").all("title"))
                        .containsExactlyElementsOf(east ? List.of("yesterday", "today") : List.of());
                assertThat(alone.get("/api/entries?overdue=true&q=day&zone=UTC").all("title"))
                        .containsExactly("yesterday");
                assertThat(Tree.map(alone.post("/api/parse", "{\"text\": \"tea tomorrow\"}")
                                .get("entry")))
                        .containsEntry("due", east ? "2026-06-17" : "2026-06-15");
                alone.patch("/api/lists/a/entries/3", "{\"completed\": true}");
                assertThat(alone.get("/api/entries?q=plants&completed=false").all("due"))
                        .containsExactly(east ? "2026-06-17" : "2026-06-15");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "overdue=yes",
                "overdue=true&due=2026-01-01",
                "overdue=true&completed=true",
                "overdue=true&zone=Atlantis",
                "zone=UTC",
                "after=nowhere",
                "after=AAAA",
                "at=1",
                "due=2026-01-01&to=2026-01-01"
            })
    void aParameterThatCanNotBeReadIsRefused(String query) {
        assertThat(server.get("/api/entries?" + query).status()).isEqualTo(400);
    }
}
