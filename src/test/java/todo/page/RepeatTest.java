package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Entries that repeat, and when they are due.
class RepeatTest extends PageTest {
    private void edit(String title) {
        row(title).locator(".title").first().click();
        assertThat(page.locator(".card")).isVisible();
    }

    private Locator field(String name) {
        return page.locator(".card [name=" + name + "]");
    }

    private void write(String name, String text) {
        field(name).fill(text);
        page.keyboard().press("Tab");
    }

    private void close() {
        page.keyboard().press("Escape");
        settled();
    }

    @Test
    void aRuleIsWrittenAndReadInWords() {
        server.addTitles(list, "Pay the rent");
        openList();
        edit("Pay the rent");
        write("repeat", "every last fri");
        assertThat(field("repeat")).hasValue("every last Friday of the month");
        close();
        assertThat(row("Pay the rent").locator(".repeat")).hasText("every last Friday of the month");
        Assertions.assertThat(settledEntries()).contains("\"repeat\":\"FREQ=MONTHLY;BYDAY=-1FR\"");
        page.reload();
        assertThat(row("Pay the rent").locator(".repeat")).hasText("every last Friday of the month");
    }

    @Test
    void aRuleIsWrittenAndReadInGermanToo() {
        server.add(list, "{\"title\":\"Miete\",\"due\":\"2031-01-31\",\"repeat\":\"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO\"}");
        page = browser(new Browser.NewContextOptions().setLocale("de-DE"));
        openList();
        assertThat(row("Miete").locator(".repeat")).hasText("alle 2 Wochen am Montag");
        edit("Miete");
        write("repeat", "jeden Monat am 15.");
        close();
        assertThat(row("Miete").locator(".repeat")).hasText("jeden Monat am 15.");
        Assertions.assertThat(settledEntries())
                .contains("\"repeat\":\"FREQ=MONTHLY;BYMONTHDAY=15\"")
                .contains("\"due\":\"2031-01-31\"");
    }

    @Test
    void whatIsNotUnderstoodSaysSoAndChangesNothing() {
        server.add(list, "{\"title\":\"Rent\",\"due\":\"2031-01-31\",\"repeat\":\"FREQ=MONTHLY\"}");
        openList();
        edit("Rent");
        write("repeat", "whenever I like");
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                .containsText("“whenever I like” is not understood");
        assertThat(field("repeat")).hasValue("whenever I like");
        assertThat(field("repeat")).hasAttribute("aria-invalid", "true");
        write("repeat", "every month");
        assertThat(field("repeat")).hasAttribute("aria-invalid", "false");
        field("repeat").fill("now and then");
        page.keyboard().press("Escape");
        assertThat(page.locator(".toast")).containsText("“now and then” is not understood");
        Assertions.assertThat(settledEntries()).contains("\"repeat\":\"FREQ=MONTHLY\"");
        Assertions.assertThat(server.call("GET", Served.path(list) + "/changes", null))
                .doesNotContain("edited");
    }

    @Test
    void aRuleIsCountedFromCompletionOrFromWhenItIsDueAndTakenAway() {
        server.add(list, "{\"title\":\"Filter\",\"due\":\"2031-01-31T08:00\"}");
        openList();
        edit("Filter");
        write("repeat", "Every 3 days after completion"); // it is understood when that is a small letter
        assertThat(field("repeat")).hasValue("every 3 days after completion");
        Assertions.assertThat(settledEntries())
                .contains("\"repeat\":\"FREQ=DAILY;INTERVAL=3\",")
                .contains("\"properties\":{\"X-TODO-REPEAT-FROM\":\"COMPLETION\"}")
                .contains("\"due\":\"2031-01-31T08:00\"");
        write("repeat", "every 3 days at 9:30");
        assertThat(field("time")).hasValue("09:30");
        Assertions.assertThat(settledEntries())
                .contains("\"repeat\":\"FREQ=DAILY;INTERVAL=3\",", "\"properties\":{}")
                .contains("\"due\":\"2031-01-31T09:30\"");
        page.getByLabel("Don’t repeat").click();
        assertThat(field("repeat")).isFocused();
        assertThat(field("repeat")).hasValue("");
        close();
        assertThat(row("Filter").locator(".repeat")).hasCount(0);
        Assertions.assertThat(settledEntries()).contains("\"repeat\":null");
        page.keyboard().press("u");
        assertThat(row("Filter").locator(".repeat")).hasText("every 3 days");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-GB", "de-DE"})
    void everyRuleThatIsSuggestedIsUnderstood(String locale) {
        server.addTitles(list, "x");
        page = browser(new Browser.NewContextOptions().setLocale(locale));
        openList();
        edit("x");
        assertThat(page.locator("#rules option")).hasCount(8);
        var rules = (List<?>) page.locator("#rules option").evaluateAll("all => all.map(each => each.value)");
        for (var rule : rules) {
            String answer =
                    server.call("POST", "/api/parse", "{\"text\":\"" + rule + "\",\"language\":\"" + locale + "\"}");
            Assertions.assertThat(answer).contains("\"title\":\"\"", "\"words\":\"" + rule + "\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void completingOneMakesTheNextOneAfterTheReadersTodayAndUndoTakesItAway(Day day) {
        setClock(day.instant());
        server.add(list, "{\"title\":\"Water\",\"due\":\"" + today().minusDays(4) + "\",\"repeat\":\"FREQ=DAILY\"}");
        server.add(list, "{\"title\":\"the fern\",\"parent\":1}");
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> asked.add(request.method() + request.url()));
        openList();
        assertThat(titles()).hasText(new String[] {"Water", "the fern"});
        row("Water").locator(".check").click();
        assertThat(row("Water").locator(".due")).hasText("Tomorrow");
        assertThat(titles()).hasText(new String[] {"Water", "the fern"});
        settled();
        Assertions.assertThat(asked)
                .anyMatch(each -> each.startsWith("PATCH") && each.endsWith("/1?zone=Europe%2FBerlin"));
        page.keyboard().press("u");
        assertThat(row("Water").locator(".due"))
                .hasText(new Pattern[] {Pattern.compile("\\d+ \\w+")}); // of the one there is
        assertThat(titles()).hasText(new String[] {"Water", "the fern"});
        Assertions.assertThat(settledEntries()).containsOnlyOnce("Water").containsOnlyOnce("the fern");
    }

    @Test
    void aZoneIsFoundByWhatPeopleTypeAndWhatThereIsNotIsSaid() {
        server.add(list, "{\"title\":\"Call\",\"due\":\"2031-03-30T02:30\"}");
        openList();
        edit("Call");
        write("zone", "new york");
        assertThat(field("zone")).hasValue("America/New_York");
        Assertions.assertThat(settledEntries()).contains("\"due\":\"2031-03-30T02:30-04:00[America/New_York]\"");
        write("zone", "Middle Earth");
        assertThat(page.locator(".due-fields .problem")).containsText("There is no time zone “Middle Earth”");
        write("zone", "berlin");
        assertThat(page.locator(".due-fields .problem"))
                .hasText("The clocks in Europe/Berlin leave 02:30 out on that day.");
        write("time", "03:30");
        assertThat(page.locator(".due-fields .problem")).hasText("");
        Assertions.assertThat(settledEntries()).contains("\"due\":\"2031-03-30T03:30+02:00[Europe/Berlin]\"");
        write("zone", "");
        close();
        Assertions.assertThat(settledEntries()).contains("\"due\":\"2031-03-30T03:30\"");
    }

    @Test
    void aDueStaysOfItsKindAndToTheSecondWhenItsDayBecomesAnother() {
        server.add(
                list,
                "{\"title\":\"local\",\"due\":\"2031-01-15T07:00:30\"}",
                "{\"title\":\"offset\",\"due\":\"2031-01-15T07:00+05:30\"}",
                "{\"title\":\"zoned\",\"due\":\"2031-01-15T23:30-05:00[America/New_York]\"}",
                "{\"title\":\"day\",\"due\":\"2031-01-15\"}");
        openList();
        assertThat(row("local").locator(".due")).hasText("15 Jan 2031 07:00");
        for (String title : List.of("local", "offset", "zoned", "day")) {
            edit(title);
            field("day").fill("2031-07-15");
            close();
        }
        Assertions.assertThat(settledEntries())
                .contains("\"due\":\"2031-07-15T07:00:30\"")
                .contains("\"due\":\"2031-07-15T07:00+05:30\"")
                .contains("\"due\":\"2031-07-15T23:30-04:00[America/New_York]\"")
                .contains("\"due\":\"2031-07-15\"");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMadeDueTodayKeepsItsTimeAndItsZone(Day day) {
        setClock(day.instant());
        server.add(
                list,
                "{\"title\":\"local\",\"due\":\"2031-01-15T07:00\"}",
                "{\"title\":\"zoned\",\"due\":\"2031-01-15T12:00Z[UTC]\"}",
                "{\"title\":\"none\"}");
        openList();
        assertThat(titles()).hasCount(3);
        for (int i = 0; i < 3; i++) {
            page.keyboard().press("j");
            page.keyboard().press("t");
        }
        assertThat(row("local").locator(".due")).hasText("Today 07:00");
        assertThat(row("none").locator(".due")).hasText("Today");
        Assertions.assertThat(settledEntries())
                .contains("\"due\":\"" + today() + "T07:00\"")
                .contains("\"due\":\"" + today() + "T12:00Z[UTC]\"")
                .contains("\"due\":\"" + today() + "\"");
    }

    private long changes() {
        settled();
        return Pattern.compile("\"kind\":\"edited\"")
                .matcher(server.call("GET", Served.path(list) + "/changes", null))
                .results()
                .count();
    }

    @Test
    void whatIsTypedIntoADateATimeOrAChoiceIsOneChange() {
        server.add(list, "{\"title\":\"Call\",\"due\":\"2026-12-01T12:30\"}");
        openList();
        edit("Call");
        field("day").focus();
        page.keyboard().type("12122031");
        page.keyboard().press("Enter");
        Assertions.assertThat(changes()).isEqualTo(1);
        Assertions.assertThat(settledEntries()).contains("\"due\":\"2031-12-12T12:30\"");
        field("time").focus();
        page.keyboard().type("1745");
        field("priority").focus();
        Assertions.assertThat(changes()).isEqualTo(2);
        Assertions.assertThat(settledEntries()).contains("\"due\":\"2031-12-12T17:45\"");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        close();
        Assertions.assertThat(changes()).isEqualTo(3);
        Assertions.assertThat(settledEntries()).contains("\"priority\":5");
    }

    @Test
    void aDateIsTypedAndThenItsTimeAndHalfADateIsNotStored() {
        server.addTitles(list, "Call");
        openList();
        edit("Call");
        field("day").focus();
        page.keyboard().type("12122031");
        page.keyboard().press("Tab");
        if (page.evaluate("document.activeElement.name").equals("day")) {
            page.keyboard().press("Tab"); // past the button that shows the month
        }
        assertThat(field("time")).isFocused();
        page.keyboard().type("0815a"); // in the morning, where a clock has twelve hours
        field("day").focus();
        page.keyboard().press("Delete");
        field("title").focus();
        assertThat(page.locator(".due-fields .problem")).containsText("isn’t complete");
        close();
        Assertions.assertThat(changes()).isEqualTo(2);
        Assertions.assertThat(settledEntries()).contains("\"due\":\"2031-12-12T08:15\"");
    }

    @Test
    void withoutTheServerARuleIsNotGuessed() {
        server.addTitles(list, "Rent");
        openList();
        page.route("**/api/parse", Route::abort);
        edit("Rent");
        write("repeat", "every week");
        assertThat(page.locator(".repeat-field .problem")).hasText("The server must be there to understand this.");
        page.unroute("**/api/parse");
        write("repeat", "every week ");
        close();
        assertThat(row("Rent").locator(".repeat")).hasText("every week");
        forgive("ERR_FAILED");
    }
}
