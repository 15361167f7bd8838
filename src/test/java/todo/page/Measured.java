package todo.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Measures the page in a browser: a program, run by `./mvnw -Ppage -Dpage=Measured …`; its figures are in
/// `docs/performance.md`.
final class Measured {
    private static final int LOADS = 20;
    private static final int CHANGES = 200;
    private static final int WATCHERS = 1_000;
    private static final int REST_MILLIS = 3_000;

    private Measured() {}

    public static void main(String[] args) throws IOException {
        try (var server = new Served(Files.createTempDirectory("todo-measured"), Day.SUNDAY.instant())) {
            server.addTitles("list", "Milk");
            loads(server, "a list of one entry", "list");
            many(server, "open", 5_000, "");
            many(server, "past", 50_000, ",\"completed\":true");
            many(server, "past", 500, "");
            loads(server, "500 open and 50,000 completed entries", "past");
            loads(server, "5,000 open entries", "open");
            sight(server, 0);
            sight(server, WATCHERS);
            frames(server);
        }
        System.exit(0);
    }

    private static void many(Served server, String list, int count, String rest) {
        for (int from = 0; from < count; from += 1_000) {
            server.add(
                    list,
                    IntStream.range(from, Math.min(count, from + 1_000))
                            .mapToObj(i -> "{\"title\":\"entry " + i + "\"" + rest + "}")
                            .toArray(String[]::new));
        }
    }

    /// A page that has read all lists, and has come to rest.
    private static Page open(Served server, String list) {
        var page = Chromium.get().newContext(new Browser.NewContextOptions()).newPage();
        page.navigate(server.address() + "/#token=" + server.token() + "&/list/" + list);
        page.locator("main li.entry").first().waitFor();
        page.waitForTimeout(REST_MILLIS);
        return page;
    }

    /// Each in a browser that has nothing of it yet.
    private static void loads(Served server, String what, String list) {
        List<Double> paints = new ArrayList<>();
        List<Double> uses = new ArrayList<>();
        double bytes = 0;
        for (int i = 0; i < LOADS; i++) {
            var page = Chromium.get().newContext().newPage();
            page.addInitScript(
                    "new MutationObserver(() => { if (!window.used && document.querySelector('main li.entry'))"
                            + " window.used = performance.now(); }).observe(document, {childList: true, subtree: true});");
            page.navigate(server.address() + "/#token=" + server.token() + "&/list/" + list);
            page.waitForFunction("() => window.used && performance.getEntriesByName('first-contentful-paint').length");
            paints.add(number(page, "performance.getEntriesByName('first-contentful-paint')[0].startTime"));
            uses.add(number(page, "window.used"));
            bytes = number(
                    page,
                    "performance.getEntriesByType('resource').filter(each => each.name.includes('/page/'))"
                            + ".reduce((sum, each) => sum + each.encodedBodySize, performance.getEntriesByType('navigation')[0].encodedBodySize)");
            page.context().close();
        }
        say(
                "%s: first paint %s, entries there %s, %.1f KB compressed",
                what, spread(paints), spread(uses), bytes / 1024);
    }

    /// From the request of a change to its sight in another browser, both on this machine's clock; and to its arrival
    /// at each of so many others who watch.
    private static void sight(Served server, int others) throws IOException {
        var page = open(server, "list");
        page.evaluate("() => { window.seen = {}; new MutationObserver(() => { for (const title of"
                + " document.querySelectorAll('main li.entry .title')) window.seen[title.textContent] ??= Date.now(); })"
                + ".observe(document.querySelector('main'), {childList: true, subtree: true, characterData: true}); }");
        List<Double> times = new ArrayList<>();
        List<Double> arrivals = new ArrayList<>();
        try (var watchers = new Watchers(server.address(), server.token(), others)) {
            for (int i = 0; i < CHANGES; i++) {
                String title = "change ~" + (others + i) + "~";
                long sent = System.currentTimeMillis();
                long sentNanos = System.nanoTime();
                server.call("PATCH", "/api/lists/list/entries/1", "{\"title\":\"" + title + "\"}");
                page.waitForFunction("title => window.seen[title]", title);
                times.add(number(page, "window.seen['" + title + "']") - sent);
                if (others > 0) {
                    watchers.arrivals().forEach(at -> arrivals.add((at - sentNanos) / 1e6));
                }
            }
        }
        say("from a change to its sight in another browser, with %d other watchers: %s", others, spread(times));
        if (others > 0) {
            say("from a change to its arrival at each of %d others: %s", others, spread(arrivals));
        }
        page.context().close();
    }

    /// How long the frames were while 5,000 entries were scrolled through, and while a line was typed above them.
    private static void frames(Served server) {
        var page = open(server, "open");
        page.evaluate(
                "() => { window.frames_ = []; let last = performance.now(); const frame = now => {"
                        + " window.frames_.push(now - last); last = now; requestAnimationFrame(frame); }; requestAnimationFrame(frame); }");
        for (int i = 0; i < 60; i++) {
            page.mouse().wheel(0, 400);
        }
        sayFrames(page, "scrolling through 5,000 entries");
        page.locator("#add")
                .pressSequentially("what one types tomorrow at 5pm !1 #while five thousand entries are there");
        sayFrames(page, "typing above 5,000 entries");
        page.context().close();
    }

    private static void sayFrames(Page page, String what) {
        say(
                "frames while %s: %.0f, median %.1f ms, longest %.0f ms, longer than 25 ms: %.0f",
                what,
                number(page, "window.frames_.length"),
                number(page, "window.frames_.toSorted((a, b) => a - b)[Math.floor(window.frames_.length / 2)]"),
                number(page, "Math.max(...window.frames_)"),
                number(page, "window.frames_.splice(0).filter(each => each > 25).length"));
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    private static String spread(List<Double> values) {
        Collections.sort(values);
        return String.format(
                Locale.ROOT,
                "median %.0f ms, p99 %.0f ms (%.0f – %.0f)",
                values.get(values.size() / 2),
                values.get(Math.min(values.size() - 1, values.size() * 99 / 100)),
                values.getFirst(),
                values.getLast());
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
