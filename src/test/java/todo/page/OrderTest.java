package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class OrderTest extends PageTest {

    private static BoundingBox box(Locator locator) {
        return Objects.requireNonNull(locator.boundingBox());
    }

    /// Drags an entry by its grip to just below another one, and so far to the side.
    private void drag(String title, String below, double aside) {
        row(title).hover();
        var grip = box(row(title).locator(".grip"));
        var target = box(row(below));
        double x = grip.x + grip.width / 2;
        page.mouse().move(x, grip.y + grip.height / 2);
        page.mouse().down();
        page.mouse().move(x + aside / 2, target.y + target.height / 2 - 4);
        page.mouse().move(x + aside, target.y + target.height - 4);
        page.mouse().up();
    }

    private void levels(String... expected) {
        assertThat(page.locator("main li.entry")).hasCount(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(page.locator("main li.entry").nth(i)).hasAttribute("aria-level", expected[i]);
        }
    }

    @Test
    void anEntryIsDraggedAmongTheOthers() {
        server.addTitles(list, "a", "b", "c");
        openList();
        assertThat(titles()).hasCount(3);
        drag("a", "b", 0);
        assertThat(titles()).hasText(new String[] {"b", "a", "c"});
        settled();
        page.reload();
        assertThat(titles()).hasText(new String[] {"b", "a", "c"});
    }

    @Test
    void anEntryIsDraggedBelowAnotherAndOutAgain() {
        server.addTitles(list, "a", "b", "c");
        openList();
        assertThat(titles()).hasCount(3);
        drag("b", "a", 40);
        levels("1", "2", "1");
        drag("c", "b", 40);
        levels("1", "2", "2");
        assertThat(titles()).hasText(new String[] {"a", "b", "c"});
        drag("c", "b", -40);
        levels("1", "2", "1");
        settled();
        Assertions.assertThat(server.entries(list)).containsOnlyOnce("\"parent\":1");
    }

    @Test
    void anEntryIsDraggedWithAFinger() {
        server.addTitles(list, "a", "b", "c");
        page = browser(new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setHasTouch(true)
                .setIsMobile(true));
        openList();
        assertThat(titles()).hasCount(3);
        var grip = box(row("a").locator(".grip"));
        var target = box(row("b"));
        var touch = page.context().newCDPSession(page);
        double x = grip.x + grip.width / 2;
        touch(touch, "touchStart", x, grip.y + 10);
        touch(touch, "touchMove", x, target.y + 10);
        touch(touch, "touchMove", x, target.y + target.height - 4);
        touch(touch, "touchEnd", 0, 0);
        assertThat(titles()).hasText(new String[] {"b", "a", "c"});
    }

    private static void touch(com.microsoft.playwright.CDPSession session, String type, double x, double y) {
        var event = new com.google.gson.JsonObject();
        event.addProperty("type", type);
        var points = new com.google.gson.JsonArray();
        if (!type.equals("touchEnd")) {
            var point = new com.google.gson.JsonObject();
            point.addProperty("x", x);
            point.addProperty("y", y);
            points.add(point);
        }
        event.add("touchPoints", points);
        session.send("Input.dispatchTouchEvent", event);
    }

    @Test
    void anEntryIsDraggedOntoAnotherList() {
        server.addTitles(list, "stays", "goes");
        server.addTitles(list + " b", "other");
        openList();
        row("goes").hover();
        var grip = box(row("goes").locator(".grip"));
        var onto = box(page.locator("nav a").filter(new Locator.FilterOptions().setHasText(list + " b")));
        page.mouse().move(grip.x + 8, grip.y + 8);
        page.mouse().down();
        page.mouse().move(onto.x + 60, onto.y + 15);
        page.mouse().move(onto.x + 62, onto.y + 16);
        page.mouse().up();
        assertThat(titles()).hasText(new String[] {"stays"});
        settled();
        Assertions.assertThat(server.entries(list + " b")).contains("\"title\":\"goes\"");
        page.locator(".toast button").click();
        assertThat(titles()).hasText(new String[] {"stays", "goes"});
    }

    @Test
    void whatIsBelowAnEntryIsFolded() {
        server.addTitles(list, "a");
        server.add(list, "{\"title\":\"b\",\"parent\":1}");
        openList();
        assertThat(titles()).hasCount(2);
        page.getByLabel("Hide what is below a").click();
        assertThat(titles()).hasText(new String[] {"a"});
        page.reload();
        assertThat(titles()).hasText(new String[] {"a"});
        page.getByLabel("Show what is below a").click();
        assertThat(titles()).hasCount(2);
    }

    @Test
    void aSubtaskIsAddedBelowAnEntryThatTheServerHasNotSeenYet() {
        openList();
        page.context().setOffline(true);
        add("Party");
        row("Party").locator(".title").first().click();
        page.locator(".card").getByText("Add subtask").click();
        page.getByLabel("New subtask").fill("Cake");
        page.keyboard().press("Escape");
        levels("1", "2");
        page.context().setOffline(false);
        settled();
        levels("1", "2");
        Assertions.assertThat(server.entries(list))
                .contains("\"title\":\"Cake\"")
                .contains("\"parent\":1");
        forgive("ERR_INTERNET_DISCONNECTED");
        forgive("An unknown error occurred when fetching the script");
    }

    @Test
    void severalEntriesAreChangedTogetherAndThatIsTakenBackTogether() {
        server.addTitles(list, "a", "b", "c", "d");
        openList();
        row("a").locator(".title")
                .click(new Locator.ClickOptions()
                        .setModifiers(List.of(com.microsoft.playwright.options.KeyboardModifier.CONTROL)));
        row("c").locator(".title")
                .click(new Locator.ClickOptions()
                        .setModifiers(List.of(com.microsoft.playwright.options.KeyboardModifier.SHIFT)));
        assertThat(page.getByText("3 selected").first()).isVisible();
        page.locator(".selection").getByText("Done").click();
        assertThat(titles()).hasText(new String[] {"d"});
        settled();
        page.locator(".toast button").click();
        assertThat(titles()).hasText(new String[] {"a", "b", "c", "d"});
    }

    @Test
    void aListIsMadeDescribedAndRemoved() {
        open(page, "/today");
        page.getByLabel("New list").click();
        page.locator("dialog").getByLabel("Title").fill("Trip to " + list);
        page.locator("dialog").getByLabel("#2f6fde").check();
        page.locator("dialog").getByText("Create").click();
        assertThat(page.locator("h1")).hasText("Trip to " + list);
        settled();
        page.getByLabel("List settings").click();
        page.locator("dialog").getByLabel("Title").fill("Voyage " + list);
        page.locator("dialog").getByText("Save").click();
        assertThat(page.locator("h1")).hasText("Voyage " + list);
        settled();
        Assertions.assertThat(server.call("GET", Served.path("Trip to " + list), null))
                .contains("\"title\":\"Voyage " + list + "\",\"colour\":\"#2f6fde\"");
        page.getByLabel("List settings").click();
        page.locator("dialog").getByText("Delete list").click();
        page.locator("dialog .primary").click();
        assertThat(page.locator("nav").getByText("Voyage " + list)).hasCount(0);
    }

    @Test
    void anotherOrderOfListsIsKept() {
        for (var named : Map.of("one", 901, "two", 902, "three", 903).entrySet()) {
            server.call("PUT", Served.path(list + named.getKey()), "{\"order\":%d}".formatted(named.getValue()));
        }
        open(page, "/list/" + (list + "three").replace(" ", "%20"));
        assertThat(page.locator("nav a .name").last()).hasText(list + "three");
        page.getByLabel("List settings").click();
        var position = page.locator("dialog").getByLabel("Position");
        position.fill(String.valueOf(Integer.parseInt(position.inputValue()) - 1));
        page.locator("dialog").getByText("Save").click();
        assertThat(page.locator("nav a .name").last()).hasText(list + "two");
        assertThat(page).hasTitle(java.util.regex.Pattern.compile(".*Todo"));
    }
}
