package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signing in and out, and unsent changes.
class TokenTest extends PageTest {

    @AfterEach
    void whatABrowserSaysOfRequestsThatFail() {
        forgive("ERR_FAILED");
        forgive("401");
    }

    @Test
    void theTokenIsTakenOutOfTheAddressAndKept() {
        open(page, "/today");
        assertThat(page.locator("h1")).hasText("Today");
        Assertions.assertThat(page.url()).isEqualTo(server.address() + "/#/today");
        page.navigate(server.address() + "/");
        assertThat(page.locator("h1")).hasText("Today");
    }

    @Test
    void whoHasNoTokenIsAskedForIt() {
        page.navigate(server.address() + "/");
        page.getByLabel("Token").fill(server.token());
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Today");
    }

    @Test
    void aWrongTokenIsRefusedAndAskedForAgain() {
        page.navigate(server.address() + "/#token=wrong-wrong-wrong-wrong");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("isn’t valid");
        assertThat(page.getByLabel("Token")).isVisible();
        forgive("401");
    }

    @Test
    void aLinkWorksInATabThatAsksForAToken() {
        page.navigate(server.address() + "/");
        assertThat(page.getByLabel("Token")).isVisible();
        page.navigate(server.address() + "/#token=" + server.token() + "&/upcoming");
        assertThat(page.locator("h1")).hasText("Upcoming");
        Assertions.assertThat(page.url()).isEqualTo(server.address() + "/#/upcoming");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "“%s”",
                " '%s'\n",
                "\u00a0%s\u200b\t",
                "‘%s’\r\n",
                "http://localhost:8080/#token=%s&/today",
                "%%20%s%%0A"
            })
    void aTokenIsTakenAsItIsPasted(String pasted) {
        page.navigate(server.address() + "/");
        page.getByLabel("Token").fill(pasted.formatted(server.token()));
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Today");
    }

    @Test
    void aLinkMayBeInQuotes() {
        page.navigate(server.address() + "/#token=" + server.token() + "”");
        assertThat(page.locator("h1")).hasText("Today");
        Assertions.assertThat(page.url()).isEqualTo(server.address() + "/");
    }

    @Test
    void aTokenThatCantBeSentIsRefusedAndNotTakenForAServerThatIsAway() {
        page.navigate(server.address() + "/");
        page.evaluate("localStorage.setItem('todo.token', '中“token”')");
        page.reload();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("isn’t valid");
    }

    @Test
    void aServerThatDoesNotLetThePageInIsQuoted() {
        page.route(
                "**/api/events",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(421)
                        .setBody("{\"detail\":\"this server is not known as \\\"todo\\\"\"}")));
        open(page, "/today");
        assertThat(page.locator(".notice")).containsText("not known as \"todo\"");
        forgive("421");
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    /// Adds an entry while the server can't be reached.
    private void addUnsent(String title) {
        openList();
        page.route("**/entries", Route::abort);
        add(title);
        assertThat(row(title)).hasClass("entry drags waiting");
    }

    private void signOut() {
        page.locator("nav").getByText("Settings", exactly()).click();
        page.locator("dialog").getByText("Sign out").click();
        assertThat(page.locator("dialog")).containsText("1 change hasn’t been sent");
    }

    private void signIn() {
        page.unroute("**/entries");
        page.getByLabel("Token").fill(server.token());
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog")).containsText("Send it to this server?");
    }

    @Test
    void whoSignsOutMayKeepWhatIsNotSentAndSendItLater() {
        addUnsent("Milk");
        signOut();
        page.locator("dialog").getByText("Cancel", exactly()).click();
        assertThat(row("Milk")).isVisible();
        signOut();
        page.getByText("Keep and sign out").click();
        assertThat(page.getByLabel("Token")).isVisible();
        signIn();
        assertThat(page.locator("dialog li")).hasText("Milk · " + list);
        page.locator("dialog").getByText("Send", exactly()).click();
        settled();
        Assertions.assertThat(server.entries(list)).contains("Milk");
    }

    @Test
    void whoSignsOutMayDiscardWhatIsNotSent() {
        addUnsent("Milk");
        signOut();
        page.getByText("Discard and sign out").click();
        page.unroute("**/entries");
        page.getByLabel("Token").fill(server.token());
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).isVisible();
        assertThat(page.locator("dialog")).hasCount(0);
        openList();
        assertThat(titles()).hasCount(0);
    }

    @Test
    void aLinkWithAnotherTokenKeepsWhatIsNotSentUntilItIsDecided() {
        server.addTitles(list, "Bread");
        addUnsent("Milk");
        page.navigate(server.address() + "/#token=one-that-is-no-longer-valid");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("isn’t valid");
        signIn();
        page.getByText("Not now").click();
        assertThat(page.locator(".notice")).hasText("1 unsent change");
        page.locator("nav").getByText(list, exactly()).click();
        add("Salt");
        assertThat(titles()).hasText(new String[] {"Bread", "Milk", "Salt"});
        page.waitForCondition(() -> server.entries(list).contains("Salt"));
        Assertions.assertThat(server.entries(list)).doesNotContain("Milk");
        page.reload();
        assertThat(page.locator("dialog").getByText("Send", exactly())).isFocused();
        page.keyboard().press("Enter");
        settled();
        Assertions.assertThat(server.entries(list)).containsOnlyOnce("Milk");
    }
}
