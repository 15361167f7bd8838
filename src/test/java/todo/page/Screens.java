package todo.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;

/// Takes the pictures of the page that the README shows: a program, run by `./mvnw -Ppage -Dpage=Screens …`.
final class Screens {
    private static final Path PLACE = Path.of("docs/screens");
    private static final Instant NOW = Instant.parse("2026-11-27T08:30:00Z");

    private Screens() {}

    public static void main(String[] args) throws IOException {
        var folder = Files.createTempDirectory("todo-screens");
        Files.createDirectories(PLACE);
        try (var server = new Served(folder, NOW)) {
            fill(server, LocalDate.ofInstant(NOW, Day.ZONE));
            for (var scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                String look = scheme == ColorScheme.LIGHT ? "light" : "dark";
                var desktop = open(server, scheme, 1200, 780);
                shoot(desktop, server, "/today", "today-" + look);
                shoot(desktop, server, "/list/Home", "list-" + look);
                desktop.getByText("Renew the passport").click();
                save(desktop, "edit-" + look);
                desktop.keyboard().press("Escape");
                type(desktop);
                save(desktop, "add-" + look);
                desktop.locator("#add").fill("");
                shoot(desktop, server, "/upcoming/2026-11", "month-" + look);
                shoot(desktop, server, "/list/Home/history", "history-" + look);
                var phone = open(server, scheme, 360, 740);
                shoot(phone, server, "/list/Home", "phone-" + look);
                phone.getByText("Renew the passport").click();
                save(phone, "phone-edit-" + look);
            }
            inside(open(server, ColorScheme.LIGHT, 1200, 780), server, "inside-light");
            inside(open(server, ColorScheme.DARK, 1200, 780), server, "inside-dark");
        }
        System.exit(0);
    }

    private static Page open(Served server, ColorScheme scheme, int width, int height) {
        var context = Chromium.get()
                .newContext(new Browser.NewContextOptions()
                        .setColorScheme(scheme)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(width, height)
                        .setLocale("en-GB")
                        .setTimezoneId(Day.ZONE.getId()));
        context.clock().setFixedTime(Date.from(NOW));
        var page = context.newPage();
        page.navigate(server.address() + "/#token=" + server.token());
        page.locator("nav a .count")
                .first()
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        return page;
    }

    private static void shoot(Page page, Served server, String place, String name) {
        page.navigate(server.address() + "/#" + place);
        page.locator("main li, main td").first().waitFor();
        page.waitForLoadState(LoadState.DOMCONTENTLOADED);
        save(page, name);
    }

    /// While something goes on.
    private static void inside(Page page, Served server, String name) {
        shoot(page, server, "/inside", name);
        for (int i = 0; i < 200; i++) {
            for (String list : List.of("Home", "Work", "Garden")) {
                server.call("PATCH", "/api/lists/" + list + "/entries/1", "{\"priority\":" + i % 2 + "}");
            }
        }
        save(page, name);
    }

    private static void type(Page page) {
        page.locator("#add").fill("Dentist tomorrow 5pm !1 #health every 6 months");
        page.locator(".chips .repeat").waitFor();
    }

    private static void save(Page page, String name) {
        page.evaluate("document.fonts.ready");
        page.mouse().move(0, 0); // nothing is shown as hovered
        page.screenshot(new Page.ScreenshotOptions().setPath(PLACE.resolve(name + ".png")));
    }

    private static void fill(Served server, LocalDate today) {
        server.call("PUT", "/api/lists/Home", "{\"colour\":\"#0f766e\",\"order\":1}");
        server.call("PUT", "/api/lists/Work", "{\"colour\":\"#2f6fde\",\"order\":2}");
        server.call("PUT", "/api/lists/Garden", "{\"colour\":\"#3f8f4f\",\"order\":3}");
        server.add(
                "Home",
                entry("Call the dentist", today + "T17:00", "\"priority\":1,\"tags\":[\"health\"]"),
                entry("Water the plants", today, "\"repeat\":\"FREQ=DAILY;INTERVAL=3\""),
                entry(
                        "Renew the passport",
                        today.minusDays(1),
                        "\"notes\":\"Bring **two** photos.\\n\\n- the old passport\\n- the [form](https://example.org)\""),
                "{\"title\":\"Plan the birthday party\",\"priority\":5}",
                "{\"title\":\"Buy oat milk, bread and something nice for breakfast\",\"tags\":[\"shopping\"]}",
                "{\"title\":\"Fix the bicycle light\"}",
                "{\"title\":\"Return the drill\",\"completed\":true}");
        server.add(
                "Home",
                "{\"title\":\"Invite everyone\",\"parent\":4}",
                "{\"title\":\"Order the cake\",\"parent\":4,\"due\":\"" + today.plusDays(1) + "\"}");
        server.add(
                "Work",
                entry("Send the offer to Lindqvist", today + "T11:30", "\"priority\":1"),
                entry("Review the figures", today.plusDays(1) + "T09:00", "\"priority\":0"),
                entry("Book the train to Hamburg", today.plusDays(5), "\"tags\":[\"travel\"]"));
        server.add(
                "Garden",
                entry("Order tulip bulbs", today.plusDays(3), "\"priority\":9"),
                "{\"title\":\"Cut the hedge\"}");
        server.call("PATCH", "/api/lists/Home/entries/6", "{\"priority\":9}");
        server.call("PATCH", "/api/lists/Home/entries/2", "{\"title\":\"Water the plants on the balcony\"}");
    }

    private static String entry(String title, Object due, String rest) {
        return "{\"title\":\"%s\",\"due\":\"%s\",%s}".formatted(title, due, rest);
    }
}
