package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// The house at work: what is seen of it, and a list that is made to fail and heals.
class InsideTest extends PageTest {

    private static Locator room(Page page, String list) {
        return page.locator(".lists > li[data-list='" + list + "']");
    }

    /// What a list's room says of `name`.
    private static Locator figure(Locator room, String name) {
        return room.locator("dl > div")
                .filter(new Locator.FilterOptions().setHasText(name))
                .locator("dd");
    }

    @Test
    void aListIsSeenWithWhatItHolds() {
        server.addTitles(list, "Milk", "Bread");
        page.navigate(server.address() + "/#token=" + server.token());
        page.navigate(server.address() + "/inside");
        assertThat(page.locator("h1")).hasText("The house at work");
        assertThat(room(page, list)).hasClass("room awake");
        assertThat(figure(room(page, list), "Entries")).hasText("2");
        server.addTitles(list, "Cheese");
        assertThat(figure(room(page, list), "Entries")).hasText("3");
        assertThat(page.locator(".workers > li")).hasCount(3);
    }

    /// Whether there is something coloured between the rooms: lines are grey, what moves is not.
    private static final String DOTS =
            "() => { const c = document.querySelector('.house canvas'); const { data } = c.getContext('2d')"
                    + ".getImageData(0, 0, c.width, c.height); let dots = 0;"
                    + " for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 200 && Math.max(data[i], data[i + 1], data[i + 2])"
                    + " - Math.min(data[i], data[i + 1], data[i + 2]) > 60) dots++; return dots > 10; }";

    @Test
    void whatGoesToAListIsSeenToMove() {
        server.addTitles(list, "Milk");
        open(page, "/inside");
        assertThat(room(page, list)).isVisible();
        page.evaluate(
                "list => { window.adding = setInterval(() => fetch('/api/lists/' + encodeURIComponent(list) + '/entries',"
                        + " {method: 'POST', body: '{\"title\": \"Bread\"}', headers: {'Content-Type': 'application/json',"
                        + " Authorization: 'Bearer ' + localStorage.getItem('todo.token')}}), 50); }",
                list);
        page.waitForFunction(DOTS);
        assertThat(figure(room(page, list), "Messages")).not().hasText("0");
        page.evaluate("clearInterval(window.adding)");
        forgive("willReadFrequently"); // it is the test that reads
    }

    @Test
    void nothingMovesForWhoDoesNotWantThat() {
        page = browser(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        server.addTitles(list, "Milk");
        open(page, "/inside");
        assertThat(figure(room(page, list), "Entries")).hasText("1");
        server.addTitles(list, "Bread");
        assertThat(figure(room(page, list), "Entries")).hasText("2");
        Assertions.assertThat(page.evaluate(DOTS)).isEqualTo(false);
        forgive("willReadFrequently");
    }

    @Test
    void aListIsMadeToFailByKeysAndHeals() {
        server.addTitles(list, "Milk");
        open(page, "/inside");
        var crash = room(page, list).locator("button");
        crash.focus();
        page.keyboard().press("Enter");
        assertThat(room(page, list)).hasClass("room crashed");
        assertThat(room(page, list)).hasClass("room loading");
        assertThat(room(page, list)).hasClass("room healed");
        assertThat(page.locator(".toast")).containsText(Pattern.compile(list + " is back after [0-9.]+ ms"));
        assertThat(room(page, list)).hasClass("room awake");
        assertThat(figure(room(page, list), "Entries")).hasText("1");
        Assertions.assertThat(server.entries(list)).contains("Milk");
    }

    @Test
    void allWhoLookSeeAListHeal() {
        server.addTitles(list, "Milk");
        open(page, "/inside");
        assertThat(room(page, list)).isVisible();
        server.call("POST", Served.path(list).replace("/api/", "/api/inside/") + "/crash", null);
        assertThat(room(page, list)).hasClass("room crashed");
        assertThat(room(page, list)).hasClass("room healed");
    }

    @Test
    void nobodyIsToldWhoDoesNotLook() {
        open(page, "/inside");
        assertThat(page.locator(".workers > li")).hasCount(3);
        page.locator("nav").getByText("Today").click();
        assertThat(page.locator("h1")).hasText("Today");
        page.waitForCondition(
                () -> server.call("GET", "/api/inside", null).contains("\"streams\":1,")); // the news alone
        page.keyboard().press("g");
        page.keyboard().press("i");
        assertThat(page.locator(".workers > li")).hasCount(3);
    }

    @Test
    void itGoesOnWhenTheServerIsBack() {
        server.addTitles(list, "Milk");
        open(page, "/inside");
        assertThat(room(page, list)).isVisible();
        server.stop();
        server.start();
        server.addTitles(list, "Bread");
        assertThat(figure(room(page, list), "Entries")).hasText("2");
        forgive("ERR_");
        forgive("Failed to load resource");
        forgive("fetching the script"); // of the worker, which the browser may look for just then
    }
}
