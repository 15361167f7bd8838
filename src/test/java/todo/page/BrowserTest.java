package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// What browsers differ in: their language, what they have kept, and whether they have a network.
class BrowserTest extends PageTest {

    @Test
    void datesAreAsTheReaderWritesThemAlsoWhereTheTextsAreEnglish() {
        server.add(list, "{\"title\":\"Train\",\"due\":\"2031-03-05T17:30\"}");
        page = browser(new Browser.NewContextOptions().setLocale("fr-FR"));
        page.addInitScript(
                "Object.defineProperty(navigator, 'languages', { get: () => ['fr-FR', 'fr', 'en-US', 'en'] })");
        openList();
        assertThat(row("Train").locator(".due")).hasText("5 mars 2031 17:30");
        assertThat(page.locator("nav")).containsText("Today");
        open(page, "/upcoming/2031-03");
        assertThat(page.locator(".month-head h2")).hasText("mars 2031");
        assertThat(page.locator(".month th").first()).hasText("lun.");
        openList();
        page.locator("#add").fill("Bread 3/4/2031");
        assertThat(page.locator(".chips .date")).hasText("3 avr. 2031");
    }

    @Test
    void eachListIsReadOnceWhenNothingIsKept() {
        for (String name : List.of(list, list + " b", list + " c")) {
            server.addTitles(name, "Milk of " + name);
        }
        List<String> reads = new ArrayList<>();
        page.onRequest(request -> {
            String path = URI.create(request.url()).getPath();
            if (path.matches("/api/(lists/.*|entries)")) {
                reads.add(path);
            }
        });
        openList();
        assertThat(titles()).hasText("Milk of " + list);
        page.locator("nav a")
                .getByText(list + " c", new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(titles()).hasText("Milk of " + list + " c");
        Assertions.assertThat(reads).containsExactly("/api/entries");
    }

    @Test
    void withoutANetworkTheHistorySaysThatItNeedsTheServerOrShowsWhatItHas() {
        server.addTitles(list, "Milk", "Bread");
        openList();
        assertThat(titles()).hasCount(2);
        page.context().setOffline(true);
        assertThat(page.locator(".notice")).containsText("Offline");
        page.getByLabel("History").click();
        assertThat(page.locator("main .nothing")).containsText("history needs the server");
        page.context().setOffline(false);
        assertThat(page.locator(".changes li")).hasCount(2);
        page.context().setOffline(true);
        assertThat(page.locator(".notice")).containsText("Offline");
        assertThat(page.locator(".changes li")).hasCount(2);
        forgive("ERR_INTERNET_DISCONNECTED");
        forgive("An unknown error occurred when fetching the script");
    }

    @Test
    void whatIsWrongInTheSettingsIsSaidThereAndWhatWasTypedStays() {
        openList();
        page.getByText("Settings", new Page.GetByTextOptions().setExact(true)).click();
        page.getByLabel("Webhook").fill("htp://example.org");
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog [role=alert]")).not().isEmpty();
        assertThat(page.getByLabel("Webhook")).hasValue("htp://example.org");
        forgive("status of 422");
        forgive("status of 400");
    }

    @Test
    void aMessageLiesOverADialog() {
        server.addTitles(list, "Milk");
        openList();
        row("Milk").locator(".check").click();
        page.keyboard().press("?");
        assertThat(page.locator("dialog")).isVisible();
        Assertions.assertThat(page.locator(".toast")
                        .evaluate("toast => { const box = toast.getBoundingClientRect();"
                                + " return toast.contains(document.elementFromPoint(box.x + 20, box.y + 10)); }"))
                .isEqualTo(true);
    }
}
