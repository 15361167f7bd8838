package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryTest extends PageTest {

    @BeforeEach
    void openHistory() {
        server.addTitles(list, "Milk", "Bread");
        server.call("PATCH", Served.path(list) + "/entries/1", "{\"title\":\"Oat milk\"}");
        server.call("DELETE", Served.path(list) + "/entries/2", null);
        open(page, "/list/" + list.replace(" ", "%20") + "/history");
        assertThat(changes()).hasCount(4);
    }

    private Locator changes() {
        return page.locator(".changes li");
    }

    private void slide(int version) {
        page.locator("input[type=range]").fill(String.valueOf(version));
    }

    @Test
    void eachChangeSaysWhatWasChangedFromWhatToWhat() {
        assertThat(changes().nth(0)).containsText("Bread deleted");
        assertThat(changes().nth(1).locator("del")).hasText("Milk");
        assertThat(changes().nth(1).locator("ins")).hasText("Oat milk");
        assertThat(changes().nth(1)).containsText("owner");
    }

    @Test
    void aSingleChangeIsTakenBackAndTheRestStays() {
        page.getByLabel("Take back 3").click();
        assertThat(changes()).hasCount(5);
        assertThat(changes().first()).containsText("takes back 3");
        Assertions.assertThat(server.entries(list))
                .contains("\"title\":\"Milk\"")
                .doesNotContain("Bread");
    }

    @Test
    void aChangeThatCantBeTakenBackSaysWhy() {
        server.call("DELETE", Served.path(list) + "/entries/1", null);
        assertThat(changes()).hasCount(5);
        page.getByLabel("Take back 3").click();
        assertThat(page.locator(".toast")).containsText("not taken");
        forgive("409");
        forgive("404");
    }

    @Test
    void theListIsShownAsItWasAtAnyMoment() {
        slide(2);
        assertThat(titles()).hasText(new String[] {"Milk", "Bread"});
        slide(3);
        assertThat(titles()).hasText(new String[] {"Oat milk", "Bread"});
        slide(0);
        assertThat(titles()).hasCount(0);
        page.getByText("Now").click();
        assertThat(changes()).hasCount(4);
    }

    @Test
    void whereTheHistoryIsKeptForAWhileTheSliderBeginsWithWhatIsKept() {
        server.trimHistory();
        server.addTitles(list, "Salt");
        page.reload();
        assertThat(changes()).hasCount(2);
        assertThat(page.getByText("What was before that is no longer kept.")).isVisible();
        assertThat(page.locator("input[type=range]")).hasAttribute("min", "3");
        page.locator("input[type=range]").focus();
        page.keyboard().press("Home");
        assertThat(titles()).hasText(new String[] {"Oat milk", "Bread"});
        assertThat(page.locator(".slider [role=status]")).containsText("Version 3 of 5");
        page.getByText("Restore the list to this moment").click();
        assertThat(changes()).hasCount(4);
        Assertions.assertThat(server.entries(list)).contains("Bread").doesNotContain("Salt");
    }

    @Test
    void whatTheHistoryHasBeforeTheListIsThereOnce() {
        untilStored(page, "lists", "get('" + list + "')", "stored?.version === 4");
        page.route("**/api/events*", Route::abort); // so it has the list as it was, and the history as it is
        server.addTitles(list, "Salt");
        page.reload();
        assertThat(changes()).hasCount(5);
        page.unroute("**/api/events*");
        assertThat(page.locator(".notice")).hasCount(0);
        assertThat(page.locator("input[type=range]")).hasAttribute("max", "5");
        assertThat(changes()).hasCount(5);
        forgive("ERR_FAILED");
    }

    @Test
    void theWholeListIsRestoredToAMoment() {
        slide(2);
        assertThat(titles()).hasText(new String[] {"Milk", "Bread"});
        page.getByText("Restore the list to this moment").click();
        assertThat(changes()).hasCount(6);
        Assertions.assertThat(server.entries(list))
                .contains("\"title\":\"Milk\"")
                .contains("\"title\":\"Bread\"");
        page.locator(".toast button").click();
        assertThat(changes()).hasCount(8);
        Assertions.assertThat(server.entries(list))
                .contains("\"title\":\"Oat milk\"")
                .doesNotContain("Bread");
    }
}
