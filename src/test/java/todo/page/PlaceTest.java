package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// Where one is and comes to: by clicks, by Back, and by opening another list.
class PlaceTest extends PageTest {

    private Locator link(String name) {
        return page.locator("nav a").filter(new Locator.FilterOptions().setHasText(name));
    }

    private void addMany(String name) {
        server.addTitles(name, IntStream.range(0, 60).mapToObj(i -> "no " + i).toArray(String[]::new));
    }

    @Test
    void aDoubleClickOnACircleCompletesOne() {
        server.addTitles(list, "a", "b", "c", "d");
        openList();
        row("a").locator(".check").dblclick();
        assertThat(titles()).hasText(new String[] {"b", "c", "d"});
        row("b").locator(".check").click();
        assertThat(titles()).hasText(new String[] {"c", "d"});
        settled();
        Assertions.assertThat(server.entries(list).split("\"completed\":true")).hasSize(3);
        page.getByText("2 completed").click();
        assertThat(titles()).hasCount(4);
        row("a").locator(".check").dblclick();
        assertThat(titles()).hasText(new String[] {"a", "c", "d", "b"});
    }

    @Test
    void aDoubleTapOnACircleCompletesOne() {
        server.addTitles(list, "a", "b", "c");
        page = browser(new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setHasTouch(true)
                .setIsMobile(true));
        openList();
        row("b").locator(".check").tap();
        assertThat(titles()).hasText(new String[] {"a", "c"});
        var circle = Objects.requireNonNull(row("a").locator(".check").boundingBox());
        page.touchscreen().tap(circle.x + 20, circle.y + 20);
        page.touchscreen().tap(circle.x + 20, circle.y + 20);
        assertThat(titles()).hasText(new String[] {"c"});
    }

    @Test
    void anotherListBeginsAtItsTopAndBackReturnsToWhereOneWas() {
        addMany(list);
        addMany(list + " b");
        openList();
        assertThat(titles()).hasCount(60);
        page.evaluate("scrollTo(0, 900)");
        link(list + " b").click();
        assertThat(page.locator("h1")).hasText(list + " b");
        until(page, "() => scrollY === 0");
        page.evaluate("scrollTo(0, 700)");
        page.goBack();
        assertThat(page.locator("h1")).hasText(list);
        until(page, "() => scrollY === 900");
        page.goForward();
        assertThat(page.locator("h1")).hasText(list + " b");
        until(page, "() => scrollY === 700");
        page.reload();
        assertThat(titles()).hasCount(60);
        until(page, "() => scrollY === 700");
    }

    @Test
    void whatIsAddedInTodayGoesToTheListThatWasLookedAtLast() {
        page.clock().setFixedTime("2031-05-14T10:00:00");
        server.call("PUT", Served.path(list + " first"), "{\"order\": -5}");
        server.addTitles(list, "a");
        openList();
        assertThat(titles()).hasCount(1);
        page.locator("nav a[href='#/today']").click();
        assertThat(page.locator("#add"))
                .hasAttribute("placeholder", java.util.regex.Pattern.compile(".*" + list + "\\b.*"));
        add(list + " soon");
        assertThat(row(list + " soon").locator(".from")).hasText(list);
        settled();
        Assertions.assertThat(server.entries(list)).contains(list + " soon");
        page.reload();
        assertThat(page.locator("#add"))
                .hasAttribute("placeholder", java.util.regex.Pattern.compile(".*" + list + "\\b.*"));
    }

    @Test
    void backClosesADialogAndStaysAtThePlace() {
        server.addTitles(list, "a");
        open(page, "/overdue");
        assertThat(page.locator("h1")).hasText("Overdue");
        openList();
        page.getByLabel("List settings").click();
        page.locator("dialog").getByLabel("Title").fill("Groceries");
        page.goBack();
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(page.locator("h1")).hasText(list);
        page.getByLabel("List settings").click();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
        page.goBack();
        assertThat(page.locator("h1")).hasText("Overdue");
        page.goForward();
        assertThat(page.locator("h1")).hasText(list);
        assertThat(page.locator("dialog")).hasCount(0);
        Assertions.assertThat(server.call("GET", Served.path(list), null)).contains("\"title\":\"\"");
    }

    @Test
    void backLeadsToThePlaceBeforeAlsoAfterADialogThatLedElsewhere() {
        server.addTitles(list, "a");
        open(page, "/overdue");
        assertThat(page.locator("h1")).hasText("Overdue");
        assertThat(link(list)).hasCount(1);
        page.keyboard().press("Control+k");
        page.keyboard().type(list);
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText(list);
        page.goBack();
        assertThat(page.locator("h1")).hasText("Overdue");
    }

    @Test
    void onAPhoneBackClosesTheListsAtTheSide() {
        server.addTitles(list, "a");
        page = browser(new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setHasTouch(true)
                .setIsMobile(true));
        open(page, "/overdue");
        assertThat(page.locator("h1")).hasText("Overdue");
        openList();
        page.getByLabel("Menu").tap();
        assertThat(page.locator("nav")).isInViewport();
        page.goBack();
        assertThat(page.locator("nav")).not().isInViewport();
        assertThat(page.locator("h1")).hasText(list);
        page.getByLabel("Menu").tap();
        link("Upcoming").tap();
        assertThat(page.locator("h1")).hasText("Upcoming");
        page.goBack();
        assertThat(page.locator("h1")).hasText(list);
        page.goBack();
        assertThat(page.locator("h1")).hasText("Overdue");
    }

    @Test
    void whoHasMadeAListTypesItsFirstEntryAtOnce() {
        open(page, "/today");
        page.getByLabel("New list").click();
        page.keyboard().type("Trip to " + list);
        page.keyboard().press("Enter");
        page.keyboard().type("taxi");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Trip to " + list);
        assertThat(titles()).hasText(new String[] {"taxi"});
        assertThat(page.locator(".toast")).containsText("“Trip to " + list + "” created");
        assertThat(page.locator("#add")).isFocused();
    }

    @Test
    void anEntryThatALinkNamesIsShown() {
        addMany(list);
        openList();
        assertThat(titles()).hasCount(60);
        String uid = String.valueOf(row("no 57").getAttribute("data-uid"));
        page.evaluate("place => { location.hash = place; }", "#/list/" + list.replace(" ", "%20") + "/entry-" + uid);
        assertThat(page.getByLabel("Title")).hasValue("no 57");
        assertThat(page.locator(".card")).isInViewport();
    }

    @Test
    void everyPanelIsClosedWhenOneGoesElsewhere() {
        server.addTitles(list, "a");
        openList();
        page.getByText("Settings", new Page.GetByTextOptions().setExact(true)).click();
        page.evaluate("location.hash = '#/overdue'");
        assertThat(page.locator("h1")).hasText("Overdue");
        assertThat(page.locator("dialog")).hasCount(0);
    }
}
