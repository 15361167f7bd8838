package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The page as it looks, to the eye and to a screen reader.
class LooksTest extends PageTest {

    @BeforeEach
    void fill() {
        server.add(
                list,
                "{\"title\":\"Party\",\"priority\":1,\"tags\":[\"fun\"],\"notes\":\"A **note**, and a [link](https://example.org)\"}",
                "{\"title\":\"Today\",\"due\":\"%s\",\"priority\":5}".formatted(today()),
                "{\"title\":\"Late\",\"due\":\"%s\",\"priority\":9}".formatted(today().minusDays(2)),
                "{\"title\":\"Done\",\"completed\":true}");
        server.add(list, "{\"title\":\"Cake\",\"parent\":1,\"due\":\"%s\"}".formatted(today().plusDays(1)));
        server.call("PUT", Served.path(list), "{\"colour\":\"#2f6fde\"}");
    }

    static void axe(Page page, String where) {
        var found = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                .analyze();
        Assertions.assertThat(found.getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                                + rule.getNodes().stream()
                                        .map(node -> node.getTarget() + " " + node.getHtml())
                                        .toList())
                        .toList())
                .as(where)
                .isEmpty();
    }

    private String[] places() {
        String here = "/list/" + list.replace(" ", "%20");
        return new String[] {
            "/today",
            "/upcoming",
            "/upcoming/" + Day.LAST_OF_NOVEMBER.month(),
            "/upcoming/" + today(),
            "/overdue",
            "/search/a",
            here,
            here + "/history",
            "/list/none",
            "/inside"
        };
    }

    private void everywhere(Page page, String look) {
        for (String place : places()) {
            open(page, place);
            assertThat(page.locator("h1")).isVisible();
            assertThat(page.locator("nav a[href*='" + list.replace(" ", "%20") + "']"))
                    .hasCount(1);
            axe(page, look + " " + place);
            Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as(look + " " + place + " fits")
                    .isEqualTo(true);
        }
    }

    private void panels(Page page, String look) {
        openList(page);
        row(page, "Party").locator(".title").first().click();
        page.locator(".card [name=repeat]").fill("now and then");
        page.keyboard().press("Tab");
        assertThat(page.locator(".repeat-field .problem")).containsText("not understood");
        axe(page, look + " card");
        page.keyboard().press("Escape");
        page.locator("#add").fill("Dentist tomorrow 5pm !1 #health every 6 months");
        assertThat(page.locator(".chips .chip")).hasCount(5);
        axe(page, look + " line");
        page.locator("#add").fill("");
        page.keyboard().press("Escape");
        row(page, "Party").locator(".title").first().focus();
        for (String key : List.of("?", "Control+k", "m")) {
            page.keyboard().press(key);
            assertThat(page.locator("dialog")).isVisible();
            axe(page, look + " " + key);
            page.keyboard().press("Escape");
        }
        page.keyboard().press("v");
        axe(page, look + " selection");
        page.keyboard().press("x");
        assertThat(page.locator(".toast")).isVisible();
        axe(page, look + " toast");
        page.getByText("Settings", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByText("Notify me in this browser")).isEnabled();
        axe(page, look + " settings");
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void nothingIsInTheWayOfAnyoneInEitherTheme(ColorScheme scheme) {
        page = browser(new Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(1200, 800));
        everywhere(page, scheme.name());
        panels(page, scheme.name());
    }

    @Test
    void itFitsAPhoneAndWorksByThumb() {
        page = browser(new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setHasTouch(true)
                .setIsMobile(true));
        everywhere(page, "phone");
        openList();
        row("Today").locator(".check").tap();
        assertThat(row("Today")).hasCount(0);
        page.locator("#add").tap();
        add("By thumb");
        assertThat(row("By thumb")).isVisible();
        row("By thumb").locator(".title").tap();
        page.getByLabel("Title").fill("By two thumbs");
        page.locator(".card").getByText("Done").tap();
        assertThat(row("By two thumbs")).isVisible();
        page.getByLabel("Menu").tap();
        page.locator("nav").getByText("Upcoming").tap();
        assertThat(page.locator("h1")).hasText("Upcoming");
        assertThat(page.locator("nav")).not().isInViewport();
    }

    @ParameterizedTest
    @EnumSource
    void ofAMonthEachDayIsLargeEnoughForAThumbHoweverMuchIsDue(Day day) {
        setClock(day.instant());
        page = browser(new Browser.NewContextOptions()
                .setViewportSize(320, 640)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setHasTouch(true)
                .setIsMobile(true));
        var first = today().withDayOfMonth(1);
        for (var due : List.of(today(), first.minusDays(1), first.plusMonths(1))) {
            String entry = "{\"title\":\"Due\",\"due\":\"%s\"}".formatted(due);
            server.add(list, entry, entry, entry, entry, entry);
        }
        open(page, "/upcoming/" + day.month());
        assertThat(page.locator(".month .now .in-month")).hasCount(4);
        axe(page, day + " phone");
        Assertions.assertThat(page.evaluate(
                        "() => [...document.querySelectorAll('.month td > a')].map(each => each.getBoundingClientRect())"
                                + ".filter(box => box.width < 44 || box.height < 44).length"))
                .isEqualTo(0);
        Assertions.assertThat(page.evaluate("() => [...document.querySelectorAll('.month td')].filter(each =>"
                        + " each.clientHeight - each.firstElementChild.offsetHeight > 1).length"))
                .as("days of which a part does nothing")
                .isEqualTo(0);
        Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        page.setViewportSize(640, 400);
        axe(page, day + " 200 %");
    }

    @Test
    void aLongNameOfAListFitsAPhone() {
        var phone = browser(new Browser.NewContextOptions().setViewportSize(360, 740));
        server.addTitles("long", "x");
        server.call("PUT", Served.path("long"), "{\"title\":\"A journey around the world and back in eighty days\"}");
        openList(phone);
        row(phone, "Party").locator(".title").first().click();
        assertThat(phone.locator(".card")).isVisible();
        assertThat(phone.locator("select[name=list] option")).not().hasCount(1);
        Assertions.assertThat(phone.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        server.call("DELETE", Served.path("long"), null);
    }

    @Test
    void itFitsAtTwiceItsSize() {
        page = browser(new Browser.NewContextOptions().setViewportSize(640, 400).setDeviceScaleFactor(2));
        everywhere(page, "200 %");
    }

    @Test
    void theThemeIsChosenAndKept() {
        openList();
        page.getByText("Settings", new Page.GetByTextOptions().setExact(true)).click();
        page.getByLabel("Dark").check();
        page.keyboard().press("Escape");
        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.locator("body")).hasCSS("background-color", "rgb(20, 23, 22)");
    }

    @Test
    void whoHasNoTokenSeesAPageThatIsInNobodysWay() {
        page.navigate(server.address() + "/");
        assertThat(page.getByLabel("Token")).isVisible();
        axe(page, "token");
    }

    @Test
    void itCanBeInstalled() {
        openList();
        var manifest =
                page.evaluate("async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json()");
        Assertions.assertThat(manifest.toString()).contains("start_url=/", "display=standalone");
        until(page, "() => navigator.serviceWorker.controller");
        Assertions.assertThat(
                        page.evaluate(
                                "async () => { const link = document.querySelector('link[rel=manifest]').href;"
                                        + "const { icons } = await (await fetch(link)).json();"
                                        + "return (await Promise.all(icons.map(icon => fetch(new URL(icon.src, link))))).every(each => each.ok); }"))
                .isEqualTo(true);
    }
}
