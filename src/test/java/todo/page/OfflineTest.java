package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OfflineTest extends PageTest {

    @AfterEach
    void theServerIsThereForTheNextTest() {
        server.start();
    }

    @AfterEach
    void whatABrowserSaysOfANetworkThatIsGone() {
        forgive("ERR_INTERNET_DISCONNECTED");
        forgive("ERR_CONNECTION_REFUSED");
        forgive("ERR_INCOMPLETE_CHUNKED_ENCODING");
        forgive("ERR_FAILED");
        forgive("An unknown error occurred when fetching the script");
        forgive("status of 412");
        forgive("status of 404");
    }

    /// Waits until the worker can answer for the page.
    private static void ready(Page page) {
        until(page, "() => caches.match('/')");
        until(page, "() => navigator.serviceWorker.controller");
    }

    private void edit(Page page, String from, String field, String to) {
        row(page, from).locator(".title").first().click();
        page.getByLabel(field).fill(to);
        page.keyboard().press("Escape");
    }

    @Test
    void thePageLooksAsEverWithoutANetwork() {
        server.addTitles(list, "Milk");
        openList();
        ready(page);
        Object looks = looks();
        page.context().setOffline(true);
        page.reload();
        assertThat(titles()).hasText("Milk");
        Assertions.assertThat(looks()).isEqualTo(looks);
        page.context().setOffline(false);
    }

    /// How many rules of style apply, and where the list's name is.
    private Object looks() {
        return page.evaluate("() => [...document.styleSheets].map(sheet => sheet.cssRules.length)"
                + ".concat(document.querySelector('h1').getBoundingClientRect().x)");
    }

    @Test
    void whatIsDoneWithoutTheServerOutlivesAReloadAndARestartAndIsDoneOnce() {
        server.addTitles(list, "Milk", "Bread", "Salt");
        openList();
        assertThat(titles()).hasCount(3);
        ready(page);
        server.stop();
        assertThat(page.locator(".notice")).containsText("Offline");
        add("Cheese");
        row("Milk").locator(".check").click();
        edit(page, "Bread", "Title", "Rye bread");
        assertThat(titles()).hasText(new String[] {"Rye bread", "Salt", "Cheese"});
        page.reload();
        assertThat(titles()).hasText(new String[] {"Rye bread", "Salt", "Cheese"});
        assertThat(page.locator(".notice")).containsText("3 changes wait");
        row("Salt").locator(".title").click();
        page.locator(".card").getByText("Delete").click();
        assertThat(titles()).hasText(new String[] {"Rye bread", "Cheese"});
        server.start();
        assertThat(page.locator(".notice")).hasCount(0);
        settled();
        assertThat(titles()).hasText(new String[] {"Rye bread", "Cheese"});
        String history = server.call("GET", Served.path(list) + "/changes", null);
        Assertions.assertThat(history.split("\"kind\":")).hasSize(8);
        Assertions.assertThat(history).containsOnlyOnce("\"kind\":\"removed\"");
        Assertions.assertThat(server.entries(list)).containsOnlyOnce("Cheese");
    }

    @Test
    void whoComesWhileTheServerIsAwaySeesWhatWasThereAndThatItIsAway() {
        server.addTitles(list, "Milk");
        openList();
        assertThat(titles()).hasCount(1);
        ready(page);
        server.stop();
        page.reload();
        assertThat(titles()).hasText(new String[] {"Milk"});
        assertThat(page.locator(".notice")).containsText("Offline");
        server.start();
        assertThat(page.locator(".notice")).hasCount(0);
    }

    @Test
    void anAnswerThatWasLostIsAskedForAgainAndNothingIsDoneTwice() {
        openList();
        var lost = new boolean[1];
        page.route("**/entries", route -> {
            if (route.request().method().equals("POST") && !lost[0]) {
                lost[0] = true;
                route.fetch();
                route.abort();
            } else {
                route.resume();
            }
        });
        add("Once");
        settled();
        Assertions.assertThat(lost[0]).isTrue();
        assertThat(titles()).hasText(new String[] {"Once"});
        Assertions.assertThat(server.entries(list)).containsOnlyOnce("Once");
    }

    @Test
    void editsOfDifferentFieldsMerge() {
        server.addTitles(list, "Milk");
        openList();
        assertThat(titles()).hasCount(1);
        page.context().setOffline(true);
        edit(page, "Milk", "Notes", "the blue one");
        server.call("PATCH", Served.path(list) + "/entries/1", "{\"title\":\"Oat milk\"}");
        page.context().setOffline(false);
        assertThat(titles()).hasText(new String[] {"Oat milk"});
        settled();
        Assertions.assertThat(server.entries(list))
                .contains("\"title\":\"Oat milk\"")
                .contains("the blue one");
    }

    @Test
    void anEditOfTheSameFieldShowsBothAndAsks() {
        server.addTitles(list, "Milk");
        String before = "Milk";
        for (String kept : new String[] {"mine", "theirs"}) {
            openList();
            assertThat(titles()).hasText(before);
            page.context().setOffline(true);
            edit(page, before, "Title", kept + " A");
            server.call("PATCH", Served.path(list) + "/entries/1", "{\"title\":\"" + kept + " B\"}");
            page.context().setOffline(false);
            var asked = page.locator("dialog");
            assertThat(asked).containsText(kept + " A");
            assertThat(asked).containsText(kept + " B");
            asked.getByText(kept.equals("mine") ? "Keep mine" : "Keep the other version")
                    .click();
            settled();
            before = kept + (kept.equals("mine") ? " A" : " B");
            assertThat(titles()).hasText(before);
        }
        Assertions.assertThat(server.entries(list)).contains("\"title\":\"theirs B\"");
    }

    @Test
    void anEditOfWhatWasDeletedElsewhereCanBringItBack() {
        server.addTitles(list, "Milk");
        openList();
        assertThat(titles()).hasCount(1);
        page.context().setOffline(true);
        edit(page, "Milk", "Title", "Oat milk");
        server.call("DELETE", Served.path(list) + "/entries/1", null);
        page.context().setOffline(false);
        page.locator("dialog").getByText("Restore it with my change").click();
        settled();
        assertThat(titles()).hasText(new String[] {"Oat milk"});
        Assertions.assertThat(server.entries(list)).contains("Oat milk");
    }

    @Test
    void whatWasTakenBackBeforeItWasSentIsNeverSent() {
        server.addTitles(list, "Milk");
        openList();
        assertThat(titles()).hasCount(1);
        page.context().setOffline(true);
        row("Milk").locator(".check").click();
        assertThat(titles()).hasCount(0);
        page.keyboard().press("u");
        assertThat(titles()).hasText(new String[] {"Milk"});
        page.context().setOffline(false);
        settled();
        Assertions.assertThat(
                        server.call("GET", Served.path(list) + "/changes", null).split("\"kind\":"))
                .hasSizeBetween(2, 4);
        Assertions.assertThat(server.entries(list)).contains("\"completed\":false");
    }

    @Test
    void whatWasMissedMeanwhileShowsWhenTheServerIsBack() {
        server.addTitles(list, "Milk");
        openList();
        assertThat(titles()).hasCount(1);
        page.context().setOffline(true);
        assertThat(page.locator(".notice")).containsText("Offline");
        server.addTitles(list, "Bread");
        server.addTitles(list + " other", "x");
        page.context().setOffline(false);
        assertThat(titles()).hasText(new String[] {"Milk", "Bread"});
        assertThat(page.locator("nav").getByText(list + " other")).isVisible();
    }

    @Test
    void twoBrowsersThatWereOfflineComeToTheSame() {
        server.addTitles(list, "a", "b");
        var other = browser(new Browser.NewContextOptions());
        openList();
        openList(other);
        assertThat(titles()).hasCount(2);
        assertThat(other.locator("main li.entry")).hasCount(2);
        page.context().setOffline(true);
        other.context().setOffline(true);
        add("from one");
        other.locator("#add").fill("from two");
        other.keyboard().press("Enter");
        row("a").locator(".check").click();
        row(other, "b").locator(".check").click();
        page.context().setOffline(false);
        other.context().setOffline(false);
        settled();
        settled(other);
        assertThat(titles()).hasCount(2);
        assertThat(row("from two")).isVisible();
        assertThat(row(other, "from one")).isVisible();
        assertThat(other.locator("main li.entry")).hasCount(2);
    }
}
