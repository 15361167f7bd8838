package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class KeysTest extends PageTest {

    private void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    @Test
    void allOfADayIsDoneWithoutAMouse() {
        openList();
        press("n");
        page.keyboard().type("Milk");
        press("Enter");
        page.keyboard().type("Bread");
        press("Enter");
        page.keyboard().type("Cheese");
        press("Enter", "Escape");
        assertThat(titles()).hasText(new String[] {"Milk", "Bread", "Cheese"});
        settled();
        press("j", "j");
        assertThat(row("Bread").locator(".title")).isFocused();
        press("e");
        assertThat(page.getByLabel("Title")).isFocused();
        page.keyboard().type(" of rye");
        press("Enter");
        assertThat(row("Bread of rye").locator(".title")).isFocused();
        press("t");
        assertThat(row("Bread of rye").locator(".due")).hasText("Today");
        press("1");
        assertThat(row("Bread of rye").locator(".check")).hasClass("check p1");
        press("Alt+ArrowUp");
        assertThat(titles()).hasText(new String[] {"Bread of rye", "Milk", "Cheese"});
        assertThat(row("Bread of rye").locator(".title")).isFocused();
        press("j", "Alt+ArrowRight");
        assertThat(row("Milk")).hasAttribute("aria-level", "2");
        press("Alt+ArrowLeft");
        assertThat(row("Milk")).hasAttribute("aria-level", "1");
        press("x");
        assertThat(titles()).hasText(new String[] {"Bread of rye", "Cheese"});
        assertThat(row("Cheese").locator(".title")).isFocused();
        press("u");
        assertThat(titles()).hasText(new String[] {"Bread of rye", "Milk", "Cheese"});
        settled();
        Assertions.assertThat(server.entries(list)).contains("\"due\":\"" + today() + "\"");
    }

    @Test
    void escapeClosesWhatLiesOverThePageWhereverTheFocusIs() {
        openList();
        page.getByText("Settings", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("dialog :focus")).hasCount(1);
        page.evaluate("document.activeElement.blur()");
        assertThat(page.locator("dialog :focus")).hasCount(0);
        press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
    }

    @Test
    void whatIsTakenBackAtOnceIsAsItWas() {
        server.addTitles(list, "a", "b", "c");
        openList();
        assertThat(titles()).hasCount(3);
        press("j");
        for (int turn = 0; turn < 10; turn++) {
            press("x", "u");
            assertThat(titles()).hasText(new String[] {"a", "b", "c"});
        }
        settled();
        Assertions.assertThat(server.entries(list)).doesNotContain("\"completed\":true");
    }

    @Test
    void entriesAreSelectedAndDeletedByKeys() {
        server.addTitles(list, "a", "b", "c");
        openList();
        assertThat(titles()).hasCount(3);
        press("j", "Shift+J");
        assertThat(page.locator("li.entry.selected")).hasCount(2);
        press("Delete");
        assertThat(titles()).hasText(new String[] {"c"});
        press("Control+z");
        assertThat(titles()).hasText(new String[] {"a", "b", "c"});
    }

    @Test
    void oneGoesAnywhereByKeys() {
        server.addTitles(list, "a");
        openList();
        press("g", "t");
        assertThat(page.locator("h1")).hasText("Today");
        press("g", "u");
        assertThat(page.locator("h1")).hasText("Upcoming");
        press("g", "o");
        assertThat(page.locator("h1")).hasText("Overdue");
        press("/");
        assertThat(page.getByLabel("Search all lists")).isFocused();
        press("Control+k");
        page.keyboard().type(list);
        press("Enter");
        assertThat(page.locator("h1")).hasText(list);
        press("g", "h");
        assertThat(page.locator("h1")).hasText("History");
    }

    @Test
    void theKeysAreShownAndWhatIsOpenIsLeftAgain() {
        openList();
        press("n");
        press("?");
        assertThat(page.locator("#add")).hasValue("?");
        press("Escape", "?");
        assertThat(page.locator("dialog")).containsText("command bar");
        press("Tab", "Tab", "Tab");
        assertThat(page.locator("dialog :focus")).hasCount(1);
        press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
    }

    @Test
    void anEntryIsMovedToAnotherListByKeys() {
        server.addTitles(list, "a", "b");
        server.call("PUT", Served.path("first of all"), "{\"order\": -9}");
        openList();
        assertThat(titles()).hasCount(2);
        press("j", "m");
        assertThat(page.locator("dialog button").first()).isFocused();
        press("Enter");
        assertThat(titles()).hasText(new String[] {"b"});
        settled();
        Assertions.assertThat(server.entries("first of all")).contains("\"title\":\"a\"");
    }
}
