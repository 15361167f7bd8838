package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tests of the page in a real browser, on a real server; their clocks show the same and stand still. Each has a list
/// of its own
/// and fails if the browser had anything to complain about.
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SAME_THREAD) // Playwright belongs to one thread
abstract class PageTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    static Served server;

    private static final AtomicInteger LISTS = new AtomicInteger();

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<String> forgiven = new ArrayList<>();

    /// A list that no other test has.
    String list = "";

    @SuppressWarnings("NullAway.Init")
    Page page;

    @BeforeAll
    static void start() {
        Chromium.get();
        server = new Served(folder, Day.LAST_OF_NOVEMBER.instant());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void openBrowser() {
        list = "list " + LISTS.incrementAndGet();
        server.setClock(Day.LAST_OF_NOVEMBER.instant());
        page = browser(new Browser.NewContextOptions());
    }

    /// Another browser, as somebody else would have.
    Page browser(Browser.NewContextOptions options) {
        var context = Chromium.get()
                .newContext(options.setLocale(options.locale == null ? "en-GB" : options.locale)
                        .setTimezoneId(options.timezoneId == null ? Day.ZONE.getId() : options.timezoneId));
        context.setDefaultTimeout(60_000);
        contexts.add(context);
        context.clock().setFixedTime(Date.from(server.now()));
        var opened = context.newPage();
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        opened.onPageError(complaints::add);
        return opened;
    }

    /// Sets the clock of the server and of all browsers, also those opened later.
    void setClock(Instant moment) {
        server.setClock(moment);
        contexts.forEach(context -> context.clock().setFixedTime(Date.from(moment)));
    }

    LocalDate today() {
        return server.now().atZone(Day.ZONE).toLocalDate();
    }

    /// What a test expects the browser to complain about.
    void forgive(String part) {
        forgiven.add(part);
    }

    @AfterEach
    void nothingWasWrong() {
        contexts.forEach(BrowserContext::close);
        Assertions.assertThat(complaints)
                .allMatch(complaint -> forgiven.stream().anyMatch(complaint::contains), "is one that is forgiven");
    }

    /// Opens the page at `place`, such as `/today`, with the token in the link.
    static void open(Page page, String place) {
        page.navigate(server.address() + "/#token=" + server.token() + "&" + place);
    }

    void openList() {
        openList(page);
    }

    void openList(Page page) {
        open(page, "/list/" + list.replace(" ", "%20"));
        assertThat(page.locator("h1")).hasText(list);
    }

    static Locator row(Page page, String title) {
        return page.locator("li.entry")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(".title", new Page.LocatorOptions().setHasText(title))));
    }

    Locator row(String title) {
        return row(page, title);
    }

    Locator titles() {
        return page.locator("main li.entry .title");
    }

    void add(String title) {
        page.locator("#add").fill(title);
        page.keyboard().press("Enter");
    }

    /// Waits until the server has all that was done.
    void settled() {
        settled(page);
    }

    /// The list's entries on the server, once it has everything that was done on the page.
    String settledEntries() {
        settled();
        return server.entries(list);
    }

    static void settled(Page page) {
        assertThat(page.locator("li.entry.waiting")).hasCount(0);
        untilStored(page, "ops", "count()", "stored === 0");
    }

    /// Waits until what `read` gives of the browser's `store`, as `stored`, makes `condition` true.
    static void untilStored(Page page, String store, String read, String condition) {
        until(
                page,
                ("() => new Promise(done => { const open = indexedDB.open('todo'); open.onsuccess = () => {"
                                + "const asked = open.result.transaction('%s').objectStore('%s').%s;"
                                + "asked.onsuccess = () => { const stored = asked.result; open.result.close();"
                                + "done(%s); }; }; })")
                        .formatted(store, store, read, condition));
    }

    /// Waits until what `condition`, a function in the page, promises is true.
    static void until(Page page, String condition) {
        page.evaluate("async () => { while (!await (" + condition
                + ")()) { await new Promise(next => setTimeout(next, 20)); } }");
    }
}
