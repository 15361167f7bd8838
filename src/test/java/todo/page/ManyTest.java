package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ManyTest extends PageTest {

    private void addMany(String name, int count, String rest) {
        for (int from = 0; from < count; from += 1_000) {
            server.add(
                    name,
                    IntStream.range(from, Math.min(count, from + 1_000))
                            .mapToObj(i -> "{\"title\":\"" + name + " no " + i + "\"" + rest + "}")
                            .toArray(String[]::new));
        }
    }

    @Test
    void completedEntriesAreShownNewestFirstAndPageByPage() {
        server.add(
                list,
                IntStream.range(0, 120)
                        .mapToObj(i -> "{\"title\":\"no %d.\",\"completedAt\":\"2026-01-02T03:%02d:%02dZ\"}"
                                .formatted(i, i / 60, i % 60))
                        .toArray(String[]::new));
        server.add(list, "{\"title\":\"the last\"}", "{\"title\":\"open\"}");
        openList();
        assertThat(titles()).hasText(new String[] {"the last", "open"});
        row("the last").locator(".check").click();
        settled();
        page.getByText("121 completed").click();
        var completed = page.locator(".completed-part li.entry .title");
        assertThat(completed).hasCount(50);
        assertThat(completed.first()).hasText("the last");
        assertThat(completed.nth(1)).hasText("no 119.");
        assertThat(completed.nth(49)).hasText("no 71.");
        server.call("PATCH", Served.path(list) + "/entries/72", "{\"completed\":false}");
        assertThat(completed).hasCount(49);
        page.getByText("Show more").click();
        assertThat(completed).hasCount(50);
        page.getByText("Show more").click();
        assertThat(completed).hasCount(100);
        page.getByText("Show more").click();
        assertThat(page.getByText("Show more")).hasCount(0);
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
        assertThat(completed.last()).hasText("no 0.");
        forgive("404");
    }

    private static int rowsThere(Page page) {
        return page.locator("li.entry").count();
    }

    @Test
    void ofFiveThousandEntriesOnlyThoseNearTheWindowAreOnThePage() {
        addMany(list, 5_000, "");
        openList();
        assertThat(page.locator("nav a[aria-current] .count")).hasText("5000");
        assertThat(titles().nth(9)).isVisible(); // what is near comes after the first rows
        Assertions.assertThat(rowsThere(page)).isBetween(10, 300);
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
        assertThat(row("no 4999")).isVisible();
        Assertions.assertThat(rowsThere(page)).isBetween(10, 300);
        add("the newest");
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
        assertThat(row("the newest")).isVisible();
    }

    @Test
    void aListWithManyCompletedEntriesAsksForTheOpenOnesAlone() {
        addMany(list, 3_000, ",\"completed\":true");
        addMany(list, 20, "");
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> asked.add(request.url()));
        openList();
        assertThat(titles()).hasCount(20);
        assertThat(page.getByText("3000 completed")).isVisible();
        Assertions.assertThat(asked.stream().filter(url -> url.contains("/api/") && url.contains("/entries")))
                .isNotEmpty()
                .allMatch(url -> url.contains("completed=false"));
    }
}
