package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// Where the focus goes, and what is said to those who do not see the page.
class FocusTest extends PageTest {

    private void openWith(String... titles) {
        server.addTitles(list, titles);
        openList();
        assertThat(titles()).hasText(titles);
    }

    private Locator said() {
        return page.locator("p.unseen[role=status]");
    }

    @Test
    void whenARowIsCompletedTheFocusGoesToTheOneThatComesInItsPlace() {
        openWith("a", "b", "c");
        row("b").locator(".check").focus();
        page.keyboard().press("Space");
        assertThat(titles()).hasText(new String[] {"a", "c"});
        assertThat(row("c").locator(".check")).isFocused();
        page.keyboard().press("Space");
        assertThat(row("a").locator(".check")).isFocused();
        page.keyboard().press("Space");
        assertThat(titles()).hasCount(0);
        assertThat(page.locator("main")).isFocused();
    }

    @Test
    void whenARowIsDeletedTheFocusGoesOnAndUndoBringsItBackToIt() {
        openWith("a", "b", "c");
        row("a").locator(".title").click();
        page.locator(".card").getByText("Delete").press("Enter");
        assertThat(row("b").locator(".title")).isFocused();
        page.locator(".toast button").focus();
        page.keyboard().press("Enter");
        assertThat(titles()).hasText(new String[] {"a", "b", "c"});
        assertThat(row("a").locator(".title")).isFocused();
    }

    @Test
    void whenSomebodyElseTakesARowAwayTheFocusIsNotLost() {
        openWith("a", "b", "c");
        row("b").locator(".title").focus();
        server.call("PATCH", Served.path(list) + "/entries/1", "{\"order\": 9}");
        assertThat(titles()).hasText(new String[] {"b", "c", "a"});
        assertThat(row("b").locator(".title")).isFocused();
        server.call("DELETE", Served.path(list) + "/entries/2", null);
        assertThat(titles()).hasText(new String[] {"c", "a"});
        assertThat(row("c").locator(".title")).isFocused();
    }

    @Test
    void whatIsOpenedOverThePageKeepsTheFocusAndGivesItBack() {
        openWith("a");
        page.keyboard().press("j");
        page.keyboard().press("?");
        assertThat(page.locator(".page")).hasAttribute("inert", "");
        assertThat(page.locator("dialog :focus")).hasCount(1);
        page.keyboard().press("Escape");
        assertThat(row("a").locator(".title")).isFocused();
        page.setViewportSize(360, 740);
        page.getByLabel("Menu").press("Enter");
        assertThat(page.locator("nav a").first()).isFocused();
        assertThat(page.locator("main")).hasAttribute("inert", "");
        page.keyboard().press("Escape");
        assertThat(page.getByLabel("Menu")).isFocused();
        assertThat(page.locator("nav")).not().isInViewport();
    }

    @Test
    void whatIsSeenByItsColourIsAlsoSaid() {
        var yesterday = today().minusDays(1);
        server.add(
                list,
                "{\"title\":\"a\",\"priority\":1,\"due\":\"" + yesterday + "\",\"tags\":[\"home\"]}",
                "{\"title\":\"b\",\"repeat\":\"FREQ=WEEKLY\"}");
        openList();
        assertThat(row("a").locator(".title")).hasAccessibleDescription("Priority High Overdue Yesterday #home");
        assertThat(row("b").locator(".title")).hasAccessibleDescription("every week");
        page.keyboard().press("j");
        page.keyboard().press("v");
        assertThat(said().getByText("1 selected")).hasCount(1);
        assertThat(row("a").locator(".title"))
                .hasAccessibleDescription("selected Priority High Overdue Yesterday #home");
        page.keyboard().press("g");
        page.keyboard().press("u");
        assertThat(said().getByText("Upcoming")).hasCount(1);
    }

    @Test
    void inALongListEachSaysWhereItStands() {
        server.add(
                list,
                IntStream.range(0, 200)
                        .mapToObj(i -> "{\"title\":\"no " + i + "\"}")
                        .toArray(String[]::new));
        openList();
        assertThat(row("no 17")).hasAttribute("aria-posinset", "18");
        assertThat(row("no 17")).hasAttribute("aria-setsize", "200");
        assertThat(page.locator("main [role=list]")).hasCount(1);
    }

    @Test
    void lettersAloneDoNothingForWhoDoesNotWantThat() {
        openWith("a", "b");
        page.getByText("Settings", new Page.GetByTextOptions().setExact(true)).click();
        page.getByLabel("A letter alone").uncheck();
        page.keyboard().press("Escape");
        page.reload();
        assertThat(titles()).hasCount(2);
        page.keyboard().press("ArrowDown");
        page.keyboard().press("x");
        page.keyboard().press("g");
        page.keyboard().press("t");
        page.keyboard().press("Delete");
        assertThat(titles()).hasText(new String[] {"b"});
        page.keyboard().press("Control+z");
        assertThat(titles()).hasText(new String[] {"a", "b"});
    }

    @Test
    void nothingIsCutWhenTextIsSpacedWiderAndTwiceAsLarge() {
        page = browser(new Browser.NewContextOptions().setBypassCSP(true).setViewportSize(640, 720));
        server.call("PUT", Served.path(list), "{\"title\":\"Everything that must be done before the summer\"}");
        server.add(
                list,
                "{\"title\":\"Renew the passport\",\"priority\":1,\"due\":\"2031-01-01T10:00\",\"tags\":[\"journey\"],\"repeat\":\"FREQ=WEEKLY\"}");
        open(page, "/list/" + list.replace(" ", "%20"));
        assertThat(titles()).hasCount(1);
        page.addStyleTag(new Page.AddStyleTagOptions()
                .setContent("* { line-height: 1.5 !important; letter-spacing: .12em !important;"
                        + " word-spacing: .16em !important } p { margin-bottom: 2em !important }"));
        page.locator("#add").fill("Dentist tomorrow 5pm !1 #health every 6 months");
        assertThat(page.locator(".chips .chip")).hasCount(5);
        nothingIsCut();
        row("Renew").locator(".title").click();
        nothingIsCut();
        page.keyboard().press("Escape");
        page.keyboard().press("?");
        nothingIsCut();
    }

    /// Nothing is wider than the window, and nothing hides a part of its text.
    private void nothingIsCut() {
        Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        Assertions.assertThat(
                        page.evaluate(
                                "() => [...document.querySelectorAll('body *')].filter(each => each.checkVisibility() && !each.closest('.unseen')"
                                        + " && !/^(INPUT|TEXTAREA|SELECT)$/.test(each.tagName)"
                                        + " && /hidden|clip/.test(getComputedStyle(each).overflow) && (each.scrollWidth > each.clientWidth + 1"
                                        + " || each.scrollHeight > each.clientHeight + 1)).map(each => each.className + ': ' + each.textContent)"))
                .isEqualTo(java.util.List.of());
    }
}
