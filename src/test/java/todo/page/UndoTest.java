package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Undo brings back what was, as it was, and nothing else.
class UndoTest extends PageTest {

    @AfterEach
    void whatABrowserSaysOfANetworkThatIsGone() {
        forgive("ERR_INTERNET_DISCONNECTED");
        forgive("An unknown error occurred when fetching the script");
    }

    private Locator link() {
        return page.locator("nav a").filter(new Locator.FilterOptions().setHasText("Party of " + list));
    }

    private Locator undo() {
        return page.locator(".toast button");
    }

    /// Opens a list that has a title, a colour, subtasks, and something that was deleted from it.
    private void openParty() {
        server.call(
                "PUT", Served.path(list), "{\"title\":\"Party of " + list + "\",\"colour\":\"#2f6fde\",\"order\":5}");
        server.addTitles(list, "Party", "gone");
        server.add(list, "{\"title\":\"Cake\",\"parent\":1}", "{\"title\":\"done\",\"completed\":true}");
        server.call("DELETE", Served.path(list) + "/entries/2", null);
        open(page, "/list/" + list.replace(" ", "%20"));
        assertThat(titles()).hasText(new String[] {"Party", "Cake"});
    }

    private void deleteList() {
        page.getByLabel("List settings").click();
        page.locator("dialog").getByText("Delete list").click();
        assertThat(page.locator("dialog")).containsText("Delete “Party of " + list + "” with its 3 tasks?");
        assertThat(page.locator("dialog").getByText("Cancel")).isFocused();
        page.locator("dialog .primary").click();
        assertThat(link()).hasCount(0);
    }

    /// What the server has of the list, but for versions and times.
    private String known() {
        String facts = server.call("GET", Served.path(list), null) + server.entries(list);
        return facts.replaceAll("\"(version|updatedAt|changedAt)\":[^,}]*", "");
    }

    @Test
    void deletingAListAsksOnceAndItsUndoIsOneRestore() {
        openParty();
        String before = known();
        deleteList();
        assertThat(page.locator(".toast")).containsText("“Party of " + list + "” deleted");
        settled();
        List<String> writes = new ArrayList<>();
        page.onRequest(request -> note(writes, request));
        undo().click();
        assertThat(link()).isVisible();
        assertThat(page.locator(".toast")).hasText("Undone: “Party of " + list + "”");
        settled();
        Assertions.assertThat(known()).isEqualTo(before);
        Assertions.assertThat(writes).hasSize(1).first().asString().endsWith("/restore");
        page.keyboard().press("u");
        assertThat(page.locator(".toast")).hasText("There is nothing to undo.");
        Assertions.assertThat(known()).isEqualTo(before);
        link().click();
        assertThat(titles()).hasText(new String[] {"Party", "Cake"});
        assertThat(page.locator("main li.entry").nth(1)).hasAttribute("aria-level", "2");
    }

    private static void note(List<String> writes, Request request) {
        if (request.url().contains("/api/lists/") && !request.method().equals("GET")) {
            writes.add(request.method() + " " + request.url());
        }
    }

    @Test
    void aListThatIsNotDeletedAfterAllStays() {
        openParty();
        page.getByLabel("List settings").click();
        page.locator("dialog").getByText("Delete list").click();
        page.locator("dialog").getByText("Cancel").click();
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(titles()).hasText(new String[] {"Party", "Cake"});
        Assertions.assertThat(known()).contains("Cake");
    }

    @Test
    void aListIsDeletedAndBroughtBackWithoutANetwork() {
        openParty();
        String before = known();
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)");
        until(page, "() => caches.match('/')");
        page.context().setOffline(true);
        deleteList();
        assertThat(page.locator(".notice")).containsText("1 change");
        page.reload();
        assertThat(page.locator(".notice")).containsText("1 change");
        assertThat(link()).hasCount(0);
        page.context().setOffline(false);
        settled();
        Assertions.assertThat(server.call("GET", "/api/lists", null)).doesNotContain("\"" + list + "\"");
        server.call("POST", Served.path(list) + "/restore", "{\"at\": 6}");
        assertThat(link()).isVisible();
        Assertions.assertThat(known()).isEqualTo(before);
        page.context().setOffline(true);
        assertThat(page.locator(".notice")).containsText("Offline");
        link().click();
        deleteList();
        undo().click();
        assertThat(link()).isVisible();
        page.context().setOffline(false);
        settled();
        Assertions.assertThat(known()).isEqualTo(before);
    }

    @Test
    void aListThatIsUsedAgainSinceItWasDeletedIsLeftAlone() {
        openParty();
        deleteList();
        settled();
        server.addTitles(list, "new");
        assertThat(link()).isVisible();
        undo().click();
        assertThat(page.locator(".toast")).containsText("has been used again");
        Assertions.assertThat(server.entries(list)).contains("new").doesNotContain("Cake");
        forgive("412");
    }

    @Test
    void whatWasMovedComesBackToItsPlace() {
        server.addTitles(list, "a", "b", "c");
        server.add(
                list,
                "{\"title\":\"b1\",\"parent\":2}",
                "{\"title\":\"b2\",\"parent\":2}",
                "{\"title\":\"deep\",\"parent\":4}");
        server.addTitles(list + " b", "other");
        openList();
        String[] all = {"a", "b", "b1", "deep", "b2", "c"};
        assertThat(titles()).hasText(all);
        String before = levels();
        for (String moved : new String[] {"b", "b1"}) {
            row(moved).locator(".title").first().click();
            page.locator(".card [name=list]").selectOption(list + " b");
            settled();
            assertThat(page.locator(".toast")).containsText("“" + moved + "” moved to " + list + " b");
            undo().click();
            assertThat(page.locator(".toast")).hasText("Undone: “" + moved + "”");
            settled();
            assertThat(titles()).hasText(all);
            Assertions.assertThat(levels()).isEqualTo(before);
            page.reload();
            assertThat(titles()).hasText(all);
            Assertions.assertThat(levels()).isEqualTo(before);
        }
    }

    private String levels() {
        return page.locator("main li.entry")
                .evaluateAll("rows => rows.map(row => row.ariaLevel)")
                .toString();
    }

    @Test
    void aDoubleClickOnUndoUndoesOneThing() {
        server.addTitles(list, "a", "b", "c");
        openList();
        row("a").locator(".check").click();
        assertThat(titles()).hasText(new String[] {"b", "c"});
        row("b").locator(".check").click();
        assertThat(page.locator(".toast")).containsText("“b” completed");
        undo().dblclick();
        assertThat(page.locator(".toast")).hasText("Undone: “b”");
        settled();
        assertThat(titles()).hasText(new String[] {"b", "c"});
    }

    @Test
    void severalAreSaidByTheirNumber() {
        server.addTitles(list, "a", "b", "c");
        openList();
        assertThat(titles()).hasCount(3);
        page.keyboard().press("j");
        page.keyboard().press("Shift+J");
        page.keyboard().press("Delete");
        assertThat(page.locator(".toast")).containsText("2 tasks deleted");
    }
}
