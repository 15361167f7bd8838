package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ReducedMotion;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// The page as who has just started the server sees it, and nothing is there yet.
class FirstTest extends PageTest {
    @Test
    void whoHasNothingIsShownWhatCanBeTyped() {
        var phone = browser(new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("de-DE"));
        open(phone, "/today");
        assertThat(phone.getByText("Was ist zu tun?")).isVisible();
        LooksTest.axe(phone, "first");
        Assertions.assertThat(phone.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        open(page, "/today");
        var example = page.locator(".welcome button").first();
        assertThat(example).hasText("Dentist tomorrow 5pm !1 #health every 6 months");
        example.click();
        assertThat(page.locator("#add")).isFocused();
        assertThat(page.locator(".add-line .chips .chip")).hasCount(5);
        page.keyboard().press("Enter");
        assertThat(page.locator(".toast")).hasText("Added for Tomorrow 17:00. Undo");
        assertThat(page.locator("nav .links a").filter(new Locator.FilterOptions().setHasText("Inbox")))
                .isVisible();
        assertThat(page.locator(".welcome")).hasCount(0);
        settled();
        assertThat(page.getByText("Nothing is due today.")).isVisible();
        page.locator("nav a[href='#/list/Inbox']").click();
        assertThat(row("Dentist").locator(".due")).hasText("Tomorrow 17:00");
        assertThat(phone.getByText("Heute ist nichts fällig.")).isVisible();
    }
}
