package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The card in which an entry is edited: it stays, and what is typed in it is never lost, whatever somebody else does.
class CardTest extends PageTest {
    private static final String HIDE =
            "() => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });"
                    + " document.dispatchEvent(new Event('visibilitychange')); }";

    @AfterEach
    void whatABrowserSaysOfAnEntryThatIsGone() {
        forgive("status of 404");
    }

    private void openWith(String... titles) {
        server.addTitles(list, titles);
        openList();
        assertThat(titles()).hasText(titles);
    }

    /// Opens the card of `title` and types in its title, without leaving the field.
    private void type(String title, String text) {
        row(title).locator(".title").first().click();
        assertThat(page.getByLabel("Title")).isFocused();
        page.keyboard().type(text);
    }

    private void delete(int id) {
        server.call("DELETE", Served.path(list) + "/entries/" + id, null);
    }

    private void move(int id, String to) {
        server.call("POST", Served.path(list) + "/entries/" + id + "/move", "{\"list\": \"" + to + "\"}");
    }

    private Locator ended() {
        return page.locator(".card .ended");
    }

    private Locator button(String text) {
        return ended().getByText(text);
    }

    @Test
    void notesThatAreRefusedAreKeptUntilAPersonDecides() {
        openWith("Milk");
        row("Milk").locator(".title").click();
        page.getByLabel("Notes").fill("of oats " + "x".repeat(70_000));
        page.keyboard().press("Escape");
        var dialog = page.locator("dialog");
        assertThat(dialog).containsText("A change was not taken");
        assertThat(dialog).containsText("of oats");
        page.keyboard().press("Escape");
        page.reload();
        var notice = page.locator(".ask-notice");
        notice.click();
        dialog.getByText("Try again").click();
        assertThat(dialog).containsText("of oats");
        page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
        row("Milk").locator(".title").click();
        assertThat(page.locator(".card .notes")).containsText("of oats");
        notice.click();
        dialog.getByText("Discard").click();
        assertThat(notice).hasCount(0);
        settled();
        Assertions.assertThat(server.entries(list)).doesNotContain("of oats");
        forgive("422");
    }

    @Test
    void whatIsDeletedElsewhereStaysAndComesBackInItsPlaceWithItsSubtasksAndTheText() {
        server.addTitles(list, "Salt", "Milk", "Bread");
        server.add(list, "{\"title\":\"blue\",\"parent\":2}");
        openList();
        assertThat(titles()).hasCount(4);
        type("Milk", " of oats");
        delete(2);
        assertThat(ended()).containsText("“Milk” was deleted elsewhere");
        assertThat(page.getByLabel("Title")).isFocused();
        page.keyboard().type("!");
        assertThat(page.getByLabel("Title")).hasValue("Milk of oats!");
        button("Restore it with my change").click();
        assertThat(ended()).hasCount(0);
        page.keyboard().press("Escape");
        assertThat(titles()).hasText(new String[] {"Salt", "Milk of oats!", "blue", "Bread"});
        settled();
        Assertions.assertThat(server.entries(list))
                .containsOnlyOnce("Milk of oats!")
                .containsOnlyOnce("\"parent\":2");
    }

    @Test
    void theTextOfWhatIsDeletedElsewhereIsCopiedOrDropped() {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        openWith("Milk", "Bread");
        type("Milk", " of oats");
        delete(1);
        button("Copy my text").click();
        assertThat(page.locator(".toast")).hasText("Text copied");
        Assertions.assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("Milk of oats");
        button("Discard my change").click();
        assertThat(titles()).hasText(new String[] {"Bread"});
        assertThat(row("Bread").locator(".title")).isFocused();
        assertThat(page.locator("dialog")).hasCount(0);
    }

    @Test
    void whoLeavesTheCardOfWhatIsDeletedIsAskedAboutTheText() {
        openWith("Milk", "Bread");
        type("Milk", " of oats");
        delete(1);
        assertThat(ended()).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).containsText("Milk of oats");
        page.locator("dialog").getByText("Restore it with my change").click();
        assertThat(titles()).hasText(new String[] {"Milk of oats", "Bread"});
        settled();
        Assertions.assertThat(server.entries(list)).containsOnlyOnce("Milk of oats");
    }

    @Test
    void whatIsMovedElsewhereStaysAndItsTextGoesToWhereItIsNow() {
        openWith("Milk", "Bread");
        type("Milk", " of oats");
        move(1, list + " b");
        assertThat(ended()).containsText("“Milk” was moved to “" + list + " b” elsewhere");
        assertThat(page.getByLabel("Title")).hasValue("Milk of oats");
        button("Save my change in").click();
        assertThat(titles()).hasText(new String[] {"Bread"});
        settled();
        Assertions.assertThat(server.entries(list + " b")).containsOnlyOnce("\"title\":\"Milk of oats\"");
        Assertions.assertThat(server.entries(list)).doesNotContain("Milk");
    }

    @Test
    void whatIsMovedElsewhereComesBackToItsPlaceWithTheText() {
        openWith("Salt", "Milk", "Bread");
        type("Milk", " of oats");
        move(2, list + " b");
        button("Restore it with my change").click();
        assertThat(ended()).hasCount(0);
        page.keyboard().press("Escape");
        settled();
        assertThat(titles()).hasText(new String[] {"Salt", "Milk of oats", "Bread"});
        Assertions.assertThat(server.entries(list)).contains("\"title\":\"Milk of oats\"");
        Assertions.assertThat(server.entries(list + " b")).isEqualTo("[]");
    }

    @Test
    void theCardStaysWhenItsListIsDeletedElsewhere() {
        openWith("Milk", "Bread");
        row("Milk").locator(".title").click();
        page.getByLabel("Notes").fill("the blue one");
        server.call("DELETE", Served.path(list), null);
        assertThat(ended()).containsText("The list with “Milk” was deleted elsewhere");
        assertThat(page.getByLabel("Notes")).hasValue("the blue one");
        assertThat(page.getByLabel("Notes")).isFocused();
        button("Restore it with my change").click();
        assertThat(ended()).hasCount(0);
        page.keyboard().press("Escape");
        assertThat(titles()).hasText(new String[] {"Milk", "Bread"});
        settled();
        Assertions.assertThat(server.entries(list)).contains("the blue one", "Bread");
    }

    @Test
    void theCardStaysWhenItsEntryIsCompletedElsewhere() {
        openWith("Milk", "Bread");
        type("Milk", " of oats");
        server.call("PATCH", Served.path(list) + "/entries/1", "{\"completed\": true}");
        assertThat(ended()).containsText("“Milk” was completed elsewhere");
        assertThat(page.getByLabel("Title")).hasValue("Milk of oats");
        page.getByText("1 completed").click();
        assertThat(page.locator("main li[data-uid]")).hasCount(2);
        page.locator(".card").getByText("Done").click();
        assertThat(titles()).hasText(new String[] {"Bread", "Milk of oats"});
        settled();
        Assertions.assertThat(server.entries(list)).contains("Milk of oats").contains("\"completed\":true");
    }

    @Test
    void whatIsTypedOutlivesAReload() {
        openWith("Milk", "Bread");
        type("Milk", " of oats");
        untilStored(page, "lists", "get('" + list + "')", "stored?.version === 2");
        page.reload();
        assertThat(page.getByLabel("Title")).hasValue("Milk of oats");
        page.locator(".card").getByText("Done").click();
        assertThat(titles()).hasText(new String[] {"Milk of oats", "Bread"});
        settled();
        Assertions.assertThat(server.entries(list)).containsOnlyOnce("Milk of oats");
        page.reload();
        assertThat(titles()).hasText(new String[] {"Milk of oats", "Bread"});
    }

    @Test
    void whatIsTypedOutlivesAReloadAlsoWhenTheEntryIsDeletedMeanwhile() {
        openWith("Milk", "Bread");
        type("Milk", " of oats");
        page.route(
                "**/api/events*",
                com.microsoft.playwright.Route::abort); // so that the page has to learn it when it is loaded
        delete(1);
        page.reload();
        page.unroute("**/api/events*");
        assertThat(ended()).containsText("“Milk” was deleted elsewhere");
        assertThat(page.getByLabel("Title")).hasValue("Milk of oats");
        button("Restore it with my change").click();
        assertThat(ended()).hasCount(0);
        page.keyboard().press("Escape");
        assertThat(titles()).hasText(new String[] {"Milk of oats", "Bread"});
        forgive("ERR_FAILED");
    }

    @Test
    void whatIsTypedIsStoredWhenOneGoesElsewhere() {
        open(page, "/overdue");
        assertThat(page.locator("h1")).hasText("Overdue");
        openWith("Milk");
        type("Milk", " of oats");
        page.goBack();
        assertThat(page.locator("h1")).hasText("Overdue");
        settled();
        Assertions.assertThat(server.entries(list)).contains("Milk of oats");
    }

    @Test
    void whatIsTypedIsStoredWhenTheTabIsHiddenAndTheFieldKeepsTheFocus() {
        openWith("Milk");
        type("Milk", " of oats");
        page.evaluate(HIDE);
        settled();
        Assertions.assertThat(server.entries(list)).contains("Milk of oats");
        assertThat(page.getByLabel("Title")).isFocused();
        page.keyboard().type("!");
        page.keyboard().press("Escape");
        settled();
        Assertions.assertThat(server.entries(list)).contains("Milk of oats!");
        page.locator("#add").fill("Bre");
        page.evaluate(HIDE);
        page.keyboard().type("ad");
        assertThat(page.locator("#add")).hasValue("Bread");
    }

    @Test
    void somebodyElsesTitleIsNotOverwrittenByOneThatWasTypedBeforeAReload() {
        openWith("Milk");
        type("Milk", " of oats");
        server.call("PATCH", Served.path(list) + "/entries/1", "{\"title\": \"Rye\"}");
        untilStored(page, "lists", "get('" + list + "')", "stored?.version === 2");
        page.reload();
        assertThat(page.getByLabel("Title")).hasValue("Milk of oats");
        page.locator(".card").getByText("Done").click();
        assertThat(page.locator("dialog")).containsText("Rye");
        page.locator("dialog").getByText("Keep the other version").click();
        assertThat(titles()).hasText("Rye");
    }

    @Test
    void inTodayTheCardStaysWhenItsEntryBecomesDueLater() {
        page.clock().setFixedTime("2031-05-14T10:00:00");
        server.add(
                list,
                "{\"title\":\"%s a\",\"due\":\"2031-05-14\"}".formatted(list),
                "{\"title\":\"%s b\",\"due\":\"2031-05-14\"}".formatted(list));
        open(page, "/today");
        row(list + " a").locator(".title").click();
        page.locator(".card").getByText("Next week").click();
        assertThat(page.locator(".card [name=day]")).hasValue("2031-05-21");
        settled();
        server.call("PATCH", Served.path(list) + "/entries/1", "{\"due\": \"2031-06-01\"}");
        assertThat(page.locator(".card [name=day]")).hasValue("2031-06-01");
        page.locator(".card").getByText("Done").click();
        assertThat(page.locator(".card")).hasCount(0);
        assertThat(row(list + " a")).hasCount(0);
        assertThat(row(list + " b").locator(".title")).isFocused();
    }

    @Test
    void aSubtaskIsNotThereBeforeItIsTyped() {
        openWith("Party");
        row("Party").locator(".title").click();
        page.locator(".card").getByText("Add subtask").click();
        assertThat(page.getByLabel("New subtask")).isFocused();
        page.keyboard().press("Escape");
        assertThat(titles()).hasText(new String[] {"Party"});
        row("Party").locator(".title").click();
        page.locator(".card").getByText("Add subtask").click();
        page.keyboard().type("Cake");
        page.keyboard().press("Enter");
        assertThat(titles()).hasText(new String[] {"Cake"});
        page.keyboard().type("Music");
        page.keyboard().press("Escape");
        assertThat(titles()).hasText(new String[] {"Party", "Cake", "Music"});
        settled();
        Assertions.assertThat(server.entries(list).split("\"parent\":1")).hasSize(3);
        Assertions.assertThat(server.call("GET", Served.path(list) + "/changes", null))
                .doesNotContain("New subtask");
    }

    @Test
    void theCardOfAnEntryThatOneDeletesOrMovesOneselfIsClosed() {
        openWith("Milk", "Bread", "Salt");
        server.addTitles(list + " b", "x");
        row("Milk").locator(".title").click();
        page.locator(".card [name=list]").selectOption(list + " b");
        assertThat(page.locator(".card")).hasCount(0);
        assertThat(titles()).hasText(new String[] {"Bread", "Salt"});
        row("Bread").locator(".title").click();
        page.locator(".card .check").click();
        assertThat(page.locator(".card")).hasCount(0);
        assertThat(titles()).hasText(new String[] {"Salt"});
    }

    @Test
    void whatIsSaidFitsOnAPhone() {
        server.addTitles(list, "Milk", "Bread");
        page = browser(new Browser.NewContextOptions().setViewportSize(360, 740).setLocale("de-DE"));
        openList();
        row("Milk").locator(".title").click();
        page.keyboard().type(" aus Hafer");
        move(1, list + " mit einem langen Namen");
        assertThat(ended()).containsText("verschoben");
        Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }
}
