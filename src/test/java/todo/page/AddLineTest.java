package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The line in which one types what is to be done.
class AddLineTest extends PageTest {
    @AfterEach
    void theServerIsThereForTheNextTest() {
        server.start();
        forgive("ERR_CONNECTION_REFUSED");
        forgive("ERR_INCOMPLETE_CHUNKED_ENCODING");
    }

    private Locator chips() {
        return page.locator(".add-line .chips .chip");
    }

    private void type(String text) {
        page.locator("#add").fill(text);
    }

    private void enter() {
        page.keyboard().press("Enter");
    }

    private Locator due(String title) {
        return row(title).locator(".due");
    }

    /// Holds what is asked about lines until the test lets it go.
    private List<Route> held() {
        List<Route> held = new ArrayList<>();
        page.route("**/api/parse", held::add);
        return held;
    }

    private static void arrived(com.microsoft.playwright.Page page, List<Route> held, int count) {
        page.waitForCondition(() -> held.size() >= count);
    }

    @ParameterizedTest
    @EnumSource
    void whatALineMeansIsShownBeforeItIsAdded(Day day) {
        setClock(day.instant());
        openList();
        type("Dentist tomorrow 5pm !1 #health every 6 months");
        assertThat(chips()).hasText(new String[] {"Tomorrow", "17:00", "High", "#health", "every 6 months"});
        assertThat(page.locator(".add-line [role=status]"))
                .hasText("Understood: Date Tomorrow, Time 17:00, Priority High, Tag #health, Repeats every 6 months");
        enter();
        assertThat(row("Dentist").locator(".title")).hasText("Dentist");
        assertThat(due("Dentist")).hasText("Tomorrow 17:00");
        assertThat(chips()).hasCount(0);
        settled();
        Assertions.assertThat(server.entries(list))
                .contains("\"due\":\"" + today().plusDays(1) + "T17:00\"")
                .contains("\"priority\":1,\"tags\":[\"health\"]")
                .contains("\"repeat\":\"FREQ=MONTHLY;INTERVAL=6\"");
    }

    @Test
    void whatALineMeansIsUnderstoodInGermanToo() {
        page = browser(new Browser.NewContextOptions().setLocale("de-DE"));
        openList();
        type("Zahnarzt morgen um 17 Uhr jeden letzten Freitag");
        assertThat(chips()).hasText(new String[] {"Morgen", "17:00", "jeden letzten Freitag im Monat"});
        assertThat(page.locator(".add-line [role=status]")).containsText("Verstanden: Datum Morgen");
        enter();
        assertThat(due("Zahnarzt")).hasText("Morgen 17:00");
    }

    @Test
    void whoPressesEnterBeforeTheAnswerIsThereGetsWhatWasMeant() {
        var held = held();
        openList();
        type("Milk tomorrow #shop");
        enter();
        assertThat(titles()).hasText(new String[] {"Milk tomorrow #shop"});
        assertThat(page.locator("#add")).hasValue("");
        arrived(page, held, 1);
        held.forEach(Route::resume);
        assertThat(titles()).hasText(new String[] {"Milk"});
        assertThat(due("Milk")).hasText("Tomorrow");
        settled();
        Assertions.assertThat(server.entries(list))
                .contains("\"tags\":[\"shop\"]")
                .doesNotContain("tomorrow");
    }

    @Test
    void whatWasEnteredBeforeTheAnswerOutlivesAReload() {
        var held = held();
        openList();
        type("Milk tomorrow");
        enter();
        arrived(page, held, 1);
        page.unroute("**/api/parse");
        page.reload();
        assertThat(titles()).hasText(new String[] {"Milk"});
        assertThat(due("Milk")).hasText("Tomorrow");
        settled();
        Assertions.assertThat(server.entries(list)).containsOnlyOnce("Milk");
    }

    @Test
    void anAnswerThatComesLateIsNotTakenForAnotherLine() {
        var held = held();
        openList();
        type("Milk tomorrow");
        arrived(page, held, 1);
        type("Bread #shop");
        arrived(page, held, 2);
        held.get(1).resume();
        assertThat(chips()).hasText(new String[] {"#shop"});
        page.waitForResponse("**/api/parse", () -> held.get(0).resume());
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))");
        assertThat(chips()).hasText(new String[] {"#shop"});
    }

    @Test
    void wordsAreKeptAsTextByAKeyAndByAClickAndUnderstoodAgain() {
        openList();
        type("Read Dune tomorrow #book");
        assertThat(chips()).hasText(new String[] {"Tomorrow", "#book"});
        page.keyboard().press("Escape");
        assertThat(chips()).hasText(new String[] {"Tomorrow", "“#book”"});
        assertThat(page.locator("#add")).isFocused();
        page.getByLabel("“#book” stays text").click();
        assertThat(chips()).hasText(new String[] {"Tomorrow", "#book"});
        page.getByLabel("Keep “tomorrow” as text").click();
        assertThat(chips()).hasText(new String[] {"#book", "“tomorrow”"});
        assertThat(page.locator("#add")).isFocused();
        enter();
        assertThat(titles()).hasText(new String[] {"Read Dune tomorrow"});
        assertThat(due("Read")).hasCount(0);
        page.keyboard().press("Escape");
        assertThat(page.locator("#add")).not().isFocused();
    }

    @Test
    void withoutTheServerALineIsTakenAsItIs() {
        openList();
        page.waitForCondition(() -> (boolean) page.evaluate("async () => !!await caches.match('/')"));
        server.stop();
        assertThat(page.locator(".notice")).containsText("Offline");
        type("Milk tomorrow");
        enter();
        assertThat(titles()).hasText(new String[] {"Milk tomorrow"});
        setClock(server.now().plusSeconds(120));
        server.start();
        assertThat(page.locator(".notice")).hasCount(0);
        settled();
        assertThat(titles()).hasText(new String[] {"Milk tomorrow"});
        Assertions.assertThat(server.entries(list)).contains("\"title\":\"Milk tomorrow\"");
    }

    @ParameterizedTest
    @EnumSource
    void aTimeAloneIsOnTheDayThatOneAddsTo(Day day) {
        setClock(day.instant());
        server.addTitles(list, "x");
        page = browser(new Browser.NewContextOptions());
        page.addInitScript("localStorage.setItem('todo.last', '" + list + "')");
        open(page, "/upcoming");
        type(list + " call at 5:30");
        assertThat(page.locator(".add-line .chips")).containsText("Due: Tomorrow 05:30");
        enter();
        var tomorrow = page.locator(".one-day").nth(1);
        assertThat(row(list + " call").locator(".due")).hasText("05:30");
        assertThat(tomorrow).containsText(list + " call");
        type(list + " later 2031-05-17");
        assertThat(chips()).hasText(new String[] {"17 May 2031"});
        enter();
        assertThat(page.locator(".toast")).containsText("Added for 17 May 2031.");
        settled();
    }

    @Test
    void whatIsRefusedAndWhatIsHalfTypedIsNotLost() {
        openList();
        page.route("**/entries", route -> {
            if (route.request().method().equals("POST")) {
                route.fulfill(new Route.FulfillOptions().setStatus(422).setBody("{\"detail\": \"the list is full\"}"));
            } else {
                route.resume();
            }
        });
        type("Milk tomorrow");
        assertThat(chips()).hasCount(1);
        enter();
        assertThat(page.locator(".toast")).containsText("the list is full");
        assertThat(page.locator("#add")).hasValue("Milk tomorrow");
        assertThat(titles()).hasCount(0);
        forgive("422");
        page.locator("nav a[href='#/today']").click();
        assertThat(page.locator("h1")).hasText("Today");
        assertThat(page.locator("#add")).hasValue("Milk tomorrow");
        page.reload();
        assertThat(page.locator("#add")).hasValue("Milk tomorrow");
        assertThat(chips()).hasCount(1);
    }

    @Test
    void whatIsRefusedBeforeTheEmptyLineIsDrawnComesBackToo() {
        openList();
        page.route(
                "**/entries",
                route -> route.fulfill(
                        new Route.FulfillOptions().setStatus(422).setBody("{\"detail\": \"the list is full\"}")));
        forgive("422");
        type("Milk tomorrow");
        assertThat(chips()).hasCount(1);
        page.evaluate(
                "() => { const draw = requestAnimationFrame; window.held = [];"
                        + " window.requestAnimationFrame = frame => window.held.push(frame);"
                        + " window.goOn = () => { window.requestAnimationFrame = draw; window.held.forEach(frame => draw(frame)); } }");
        page.waitForResponse("**/entries", this::enter);
        page.waitForFunction(
                "() => sessionStorage.getItem('todo.line').includes('Milk')",
                null,
                new Page.WaitForFunctionOptions().setPollingInterval(20)); // else it waits for a frame
        page.evaluate("() => window.goOn()");
        assertThat(page.locator(".toast")).containsText("the list is full");
        assertThat(page.locator("#add")).hasValue("Milk tomorrow");
    }

    @Test
    void whatIsRefusedWhileMoreIsTypedComesBackAfterThat() {
        openList();
        List<Route> adding = new ArrayList<>();
        page.route("**/entries", adding::add);
        type("Milk");
        enter();
        type("Bread");
        enter();
        type("Eggs");
        page.waitForCondition(() -> adding.size() == 1);
        var refusal = new Route.FulfillOptions().setStatus(422).setBody("{\"detail\": \"the list is full\"}");
        adding.getFirst().fulfill(refusal);
        page.waitForCondition(() -> adding.size() == 2);
        adding.getLast().fulfill(refusal);
        assertThat(titles()).hasCount(0);
        assertThat(page.locator("#add")).hasValue("Eggs");
        page.unroute("**/entries");
        page.locator("#add").focus();
        enter();
        assertThat(page.locator("#add")).hasValue("Milk");
        enter();
        assertThat(page.locator("#add")).hasValue("Bread");
        enter();
        assertThat(page.locator("#add")).hasValue("");
        assertThat(titles()).hasText(new String[] {"Eggs", "Milk", "Bread"});
        settled();
        forgive("422");
    }

    @Test
    void tabsAndEndsOfLinesThatArePastedBecomeBlanks() {
        openList();
        type("Milk\tof oats tomorrow");
        assertThat(chips()).hasText(new String[] {"Tomorrow"});
        enter();
        assertThat(titles()).hasText(new String[] {"Milk of oats"});
        row("Milk of oats").locator(".title").click();
        page.getByLabel("Title").fill("Bread\tof\nrye");
        page.keyboard().press("Escape");
        settled();
        Assertions.assertThat(server.entries(list)).contains("\"title\":\"Bread of rye\"");
    }
}
