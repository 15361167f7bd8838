package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class DaysTest extends PageTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static String entry(String title, Object due) {
        return "{\"title\":\"%s\",\"due\":\"%s\"}".formatted(title, due);
    }

    private static LocalDate today() {
        return LocalDate.now(ZONE);
    }

    @Test
    void todayShowsWhatIsDueTodayAndWhatIsLate() {
        server.add(
                list,
                entry(list + " now", today()),
                entry(list + " late", today().minusDays(3)),
                entry(list + " then", today().plusDays(2)));
        open(page, "/today");
        assertThat(row(list + " now")).isVisible();
        assertThat(row(list + " late").locator(".due")).hasClass("due late");
        assertThat(row(list + " then")).hasCount(0);
        page.locator("nav a[href='#/overdue']").click();
        assertThat(row(list + " late")).isVisible();
        assertThat(row(list + " now")).hasCount(0);
    }

    @Test
    void whatIsAddedTodayIsDueToday() {
        server.addTitles(list, "x");
        open(page, "/today");
        assertThat(page.locator("nav a")
                        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(list))
                        .first())
                .isVisible();
        add(list + " soon");
        assertThat(row(list + " soon")).isVisible();
        settled();
        page.reload();
        assertThat(row(list + " soon")).isVisible();
    }

    @Test
    void upcomingShowsDayByDay() {
        server.add(list, entry(list + " a", today().plusDays(1)), entry(list + " b", today().plusDays(40)));
        open(page, "/upcoming");
        var days = page.locator(".one-day");
        assertThat(days.filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Tomorrow"))
                        .first())
                .containsText(list + " a");
        assertThat(days.filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(list + " b")))
                .hasCount(1);
    }

    @Test
    void aMonthShowsWhatIsDueOnItsDays() {
        server.add(list, entry(list + " a", "2031-05-17"), entry(list + " b", "2031-06-01"));
        open(page, "/upcoming/2031-05");
        assertThat(page.locator(".month-head h2")).hasText("May 2031");
        assertThat(page.locator("td")
                        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(list + " a")))
                .containsText("17");
        page.getByLabel("Next month").click();
        assertThat(page.locator(".month-head h2")).hasText("June 2031");
        assertThat(page.locator(".one-day")).containsText(list + " b");
    }

    @Test
    void aTimeInAZoneIsShownOnTheReadersClockAndStaysAsItIs() {
        server.add(list, entry("call", "2031-01-15T23:30-05:00[America/New_York]"), entry("wake", "2031-01-15T07:00"));
        openList();
        assertThat(row("call").locator(".due")).hasText("16 Jan 2031 05:30 (New York)");
        assertThat(row("wake").locator(".due")).hasText("15 Jan 2031 07:00");
        var far = browser(new Browser.NewContextOptions());
        row("call").locator(".title").click();
        assertThat(page.getByLabel("Time", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("23:30");
        page.locator("[name=day]").fill("2031-07-15");
        page.keyboard().press("Escape");
        settled();
        Assertions.assertThat(server.entries(list))
                .contains("2031-07-15T23:30-04:00[America/New_York]")
                .contains("\"due\":\"2031-01-15T07:00\"");
        openList(far);
        assertThat(row(far, "wake").locator(".due")).hasText("15 Jan 2031 07:00");
    }

    @Test
    void datesAreInTheReadersLanguage() {
        server.add(list, entry("Zug", "2031-03-05T17:30"));
        var german = browser(new Browser.NewContextOptions().setLocale("de-DE"));
        openList(german);
        assertThat(row(german, "Zug").locator(".due")).hasText("5. März 2031 17:30");
        assertThat(german.locator("nav")).containsText("Heute");
        var american = browser(new Browser.NewContextOptions().setLocale("en-US"));
        openList(american);
        assertThat(row(american, "Zug").locator(".due")).hasText("Mar 5, 2031 5:30 PM");
    }

    @Test
    void searchFindsInAllListsAsOneTypes() {
        server.add(list, "{\"title\":\"Zebra crossing\",\"notes\":\"behind the okapi\"}", "{\"title\":\"other\"}");
        server.add(list, "{\"title\":\"Zebra done\",\"completed\":true}");
        open(page, "/search");
        page.getByLabel("Search all lists").pressSequentially("zebra OKAPI");
        assertThat(titles()).hasText(new String[] {"Zebra crossing"});
        page.getByLabel("Search all lists").fill("zebra");
        assertThat(page.getByText("1 found")).isVisible();
        page.getByText("Include completed").click();
        assertThat(titles()).hasText(new String[] {"Zebra crossing", "Zebra done"});
        server.add(list, "{\"title\":\"Naïve crossing\"}");
        page.getByLabel("Search all lists").fill("naive CROSSING");
        assertThat(titles()).hasText(new String[] {"Naïve crossing"});
        page.getByLabel("Search all lists").fill("nothing has this");
        assertThat(page.getByText("Nothing found for")).isVisible();
    }
}
