package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DaysTest extends PageTest {
    private static String entry(String title, Object due) {
        return "{\"title\":\"%s\",\"due\":\"%s\"}".formatted(title, due);
    }

    @ParameterizedTest
    @EnumSource
    void todayShowsWhatIsDueTodayAndWhatIsLate(Day day) {
        setClock(day.instant());
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

    @ParameterizedTest
    @EnumSource
    void whatIsAddedTodayIsDueToday(Day day) {
        setClock(day.instant());
        server.addTitles(list, "x");
        open(page, "/today");
        assertThat(page.locator("nav a")
                        .filter(new Locator.FilterOptions().setHasText(list))
                        .first())
                .isVisible();
        add(list + " soon");
        assertThat(row(list + " soon")).isVisible();
        settled();
        page.reload();
        assertThat(row(list + " soon")).isVisible();
        Assertions.assertThat(server.call("GET", "/api/entries", null))
                .containsPattern("\"title\":\"" + list + " soon\",\"due\":\"" + today() + "\"");
    }

    @ParameterizedTest
    @EnumSource
    void upcomingShowsDayByDay(Day day) {
        setClock(day.instant());
        server.add(list, entry(list + " a", today().plusDays(1)), entry(list + " b", today().plusDays(40)));
        open(page, "/upcoming");
        var days = page.locator(".one-day");
        for (int i = 0; i < 14; i++) {
            assertThat(days.nth(i)).hasAttribute("data-day", today().plusDays(i).toString());
        }
        assertThat(days.filter(new Locator.FilterOptions().setHasText("Tomorrow"))
                        .first())
                .containsText(list + " a");
        assertThat(days.filter(new Locator.FilterOptions().setHasText(list + " b")))
                .hasCount(1);
    }

    @Test
    void aMonthShowsWhatIsDueOnItsDays() {
        server.add(list, entry(list + " a", "2031-05-17"), entry(list + " b", "2031-06-01"));
        open(page, "/upcoming/2031-05");
        assertThat(page.locator(".month-head h2")).hasText("May 2031");
        assertThat(page.locator("td").filter(new Locator.FilterOptions().setHasText(list + " a")))
                .containsText("17");
        page.getByLabel("Next month").click();
        assertThat(page.locator(".month-head h2")).hasText("June 2031");
        assertThat(page.locator(".one-day")).containsText(list + " b");
    }

    private Locator ofMonth(LocalDate date) {
        return page.getByLabel(date.format(DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.UK)));
    }

    @ParameterizedTest
    @EnumSource
    void aDayOfAMonthOpensAlsoOneOfTheNextMonth(Day day) {
        setClock(day.instant());
        var next = today().withDayOfMonth(1).plusMonths(1);
        server.add(list, entry(list + " now", today()), entry(list + " next", next));
        open(page, "/upcoming/" + day.month());
        assertThat(page.locator(".month .now .date")).hasText(String.valueOf(today().getDayOfMonth()));
        assertThat(page.locator(".month button, .month [tabindex]")).hasCount(0);
        int days = page.locator(".month td").count();
        Assertions.assertThat(days % 7).isZero();
        ofMonth(today()).click();
        assertThat(page.locator(".open-day h2")).isFocused();
        assertThat(page.locator(".one-day")).hasCount(1);
        assertThat(row(list + " now")).isVisible();
        add(list + " added");
        assertThat(row(list + " added")).isVisible();
        settled();
        Assertions.assertThat(server.call("GET", "/api/entries", null))
                .containsPattern("\"title\":\"" + list + " added\",\"due\":\"" + today() + "\"");
        ofMonth(today()).click();
        assertThat(page.locator(".open-day")).hasCount(0);
        if (page.locator(".month td").last().getAttribute("class").contains("other")) {
            ofMonth(next).click();
        } else {
            page.getByLabel("Next month").click();
            ofMonth(next).click();
        }
        assertThat(page.locator(".open-day h2")).isFocused();
        assertThat(row(list + " next")).isVisible();
        assertThat(page.locator(".month-head h2"))
                .hasText(next.format(DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK)));
    }

    private static Instant at(LocalDate date, String time) {
        return date.atTime(LocalTime.parse(time)).atZone(Day.ZONE).toInstant();
    }

    @ParameterizedTest
    @EnumSource
    void todayIsAnotherDayFromMidnightOn(Day day) {
        var date = day.date();
        setClock(at(date, "23:59:50"));
        server.add(list, entry(list + " old", date), entry(list + " new", date.plusDays(1)));
        open(page, "/today");
        assertThat(row(list + " old").locator(".due")).hasCount(0);
        assertThat(row(list + " new")).hasCount(0);
        page.locator("#add").fill(list + " added");
        setClock(at(date.plusDays(1), "00:00"));
        page.keyboard().press("Enter");
        assertThat(row(list + " new")).isVisible();
        assertThat(row(list + " old").locator(".due")).hasText("Yesterday");
        assertThat(row(list + " added")).isVisible();
        settled();
        Assertions.assertThat(server.call("GET", "/api/entries", null))
                .containsPattern("\"title\":\"" + list + " added\",\"due\":\"" + date.plusDays(1) + "\"");
    }

    @Test
    void whatATimeIsSetForIsOverdueFromTheNextMinuteOn() {
        setClock(at(today(), "16:59:30"));
        server.add(list, entry("call", today() + "T17:00"), entry("far", today() + "T11:00-05:00[America/New_York]"));
        openList();
        assertThat(row("call").locator(".due")).hasClass("due");
        assertThat(row("far").locator(".due")).hasClass("due");
        setClock(at(today(), "17:01"));
        assertThat(row("call").locator(".due")).hasClass("due late");
        assertThat(row("far").locator(".due")).hasClass("due late");
        assertThat(page.locator("nav .count.late")).not().hasText("0");
    }

    @Test
    void aLineIsUnderstoodAgainWhenTomorrowIsAnotherDay() {
        setClock(at(today(), "23:59:50"));
        openList();
        page.locator("#add").fill("Milk tomorrow");
        assertThat(page.locator(".add-line .chip")).hasText("Tomorrow");
        page.waitForResponse("**/api/parse", () -> setClock(at(today().plusDays(1), "00:00")));
        assertThat(page.locator(".add-line .chip")).hasText("Tomorrow");
        page.keyboard().press("Enter");
        assertThat(row("Milk").locator(".due")).hasText("Tomorrow");
        settled();
        Assertions.assertThat(server.entries(list)).contains("\"due\":\"" + today().plusDays(1) + "\"");
    }

    @Test
    void todayIsAnotherDayWhenALaptopWakesUp() {
        page.clock().install(new Clock.InstallOptions().setTime(Date.from(at(today(), "22:00"))));
        server.add(list, entry(list + " new", today().plusDays(1)));
        open(page, "/today");
        assertThat(page.locator(".sub")).hasText("Monday, 30 November 2026");
        server.setClock(at(today().plusDays(1), "07:00"));
        page.clock().fastForward("09:00:00");
        assertThat(page.locator(".sub")).hasText("Tuesday, 1 December 2026");
        assertThat(row(list + " new")).isVisible();
    }

    @Test
    void theDayIsTheReadersWhereverTheyAreAndGoTo() {
        var date = today();
        setClock(at(date, "11:59"));
        server.add(list, entry("call", date + "T12:00+01:00[Europe/Berlin]"));
        var far = browser(new Browser.NewContextOptions().setTimezoneId("Pacific/Auckland"));
        open(far, "/today");
        assertThat(far.locator(".sub")).hasText("Monday, 30 November 2026");
        setClock(at(date, "12:00"));
        assertThat(far.locator(".sub")).hasText("Tuesday, 1 December 2026");
        var traveller = browser(new Browser.NewContextOptions().setTimezoneId(""));
        var session = traveller.context().newCDPSession(traveller);
        moveTo(session, "Europe/Berlin");
        openList(traveller);
        assertThat(row(traveller, "call").locator(".due")).hasText("Today 12:00");
        moveTo(session, "");
        moveTo(session, "Asia/Tokyo");
        assertThat(row(traveller, "call").locator(".due")).hasText("Today 20:00 (Berlin)");
    }

    private static void moveTo(CDPSession browser, String zone) {
        var where = new JsonObject();
        where.addProperty("timezoneId", zone);
        browser.send("Emulation.setTimezoneOverride", where);
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
