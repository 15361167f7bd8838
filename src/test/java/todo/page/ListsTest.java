package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ListsTest extends PageTest {

    @Test
    void aBrowserThatKeepsNothingShowsTheListsAllTheSame() {
        server.addTitles(list, "Milk");
        page.addInitScript("IDBFactory.prototype.open = () => { throw new Error('nothing is kept'); };");
        openList();
        assertThat(titles()).hasText("Milk");
    }

    @Test
    void soDoesOneThatDoesNotSayWhetherItKeepsAnything() {
        server.addTitles(list, "Milk");
        page.clock().install();
        page.addInitScript("IDBFactory.prototype.open = () => ({});");
        open(page, "/list/" + list.replace(" ", "%20"));
        assertThat(page.locator(".starting")).isVisible();
        page.clock().fastForward(10_000);
        assertThat(titles()).hasText("Milk");
    }

    @Test
    void anEntryIsAddedAndIsThenOnTheServer() {
        openList();
        add("Save me!");
        assertThat(titles()).hasText(new String[] {"Save me!"});
        assertThat(page.locator("#add")).hasValue("");
        settled();
        Assertions.assertThat(server.entries(list)).contains("\"title\":\"Save me!\"");
        assertThat(page.locator("nav a[aria-current] .count")).hasText("1");
    }

    @Test
    void anEntryIsCompletedAndThatIsTakenBackAtOnce() {
        server.addTitles(list, "Milk", "Bread");
        openList();
        row("Milk").locator(".check").click();
        assertThat(titles()).hasText(new String[] {"Bread"});
        settled();
        Assertions.assertThat(server.entries(list)).contains("\"completed\":true");
        page.locator(".toast button").click();
        assertThat(titles()).hasText(new String[] {"Milk", "Bread"});
        settled();
        Assertions.assertThat(server.entries(list)).doesNotContain("\"completed\":true");
    }

    @Test
    void whatIsDeletedComesBackWithAllThatWasBelowIt() {
        server.addTitles(list, "Party");
        server.add(list, "{\"title\":\"Cake\",\"parent\":1}", "{\"title\":\"Music\",\"parent\":1}");
        openList();
        row("Party").locator(".title").first().click();
        page.locator(".card").getByText("Delete").click();
        assertThat(titles()).hasCount(0);
        settled();
        page.locator(".toast button").click();
        assertThat(titles()).hasText(new String[] {"Party", "Cake", "Music"});
    }

    @Test
    void anEntryIsEditedInItsPlace() {
        server.addTitles(list, "Milk", "Bread");
        openList();
        row("Milk").locator(".title").click();
        page.getByLabel("Title").fill("Oat milk");
        page.getByLabel("Notes").fill("The **blue** one");
        page.locator("[name=day]").fill("2030-12-24");
        page.getByLabel("Time", new Page.GetByLabelOptions().setExact(true)).fill("17:00");
        page.getByLabel("Tags").fill("#shop food");
        page.getByLabel("Priority").selectOption("1");
        page.keyboard().press("Escape");
        assertThat(row("Oat milk").locator(".meta")).containsText("24 Dec 2030 17:00");
        assertThat(row("Oat milk").locator(".meta")).containsText("#food");
        settled();
        Assertions.assertThat(server.entries(list))
                .contains("\"title\":\"Oat milk\",\"due\":\"2030-12-24T17:00\",\"notes\":\"The **blue** one\"")
                .contains("\"priority\":1,\"tags\":[\"shop\",\"food\"]");
    }

    @Test
    void aBlankTitleLeavesTheEntryAsItWas() {
        server.addTitles(list, "Milk");
        openList();
        row("Milk").locator(".title").click();
        page.getByLabel("Title").fill("  ");
        page.keyboard().press("Escape");
        assertThat(titles()).hasText(new String[] {"Milk"});
    }

    @Test
    void whatAnyoneChangesAnywhereShowsAtOnce() {
        server.addTitles(list, "Milk");
        openList();
        assertThat(titles()).hasText(new String[] {"Milk"});
        server.addTitles(list, "Bread");
        assertThat(titles()).hasText(new String[] {"Milk", "Bread"});
        server.call("PATCH", Served.path(list) + "/entries/1", "{\"title\":\"Oat milk\"}");
        assertThat(titles()).hasText(new String[] {"Oat milk", "Bread"});
        server.call("DELETE", Served.path(list) + "/entries/2", null);
        assertThat(titles()).hasText(new String[] {"Oat milk"});
        server.addTitles(list + " new", "Cheese");
        assertThat(page.locator("nav a").filter(new Locator.FilterOptions().setHasText(list + " new")))
                .isVisible();
    }

    @Test
    void twoBrowsersComeToTheSame() {
        server.addTitles(list, "Milk", "Bread");
        var other = browser(new Browser.NewContextOptions());
        openList();
        openList(other);
        add("Cheese");
        assertThat(row(other, "Cheese")).isVisible();
        row(other, "Milk").locator(".check").click();
        other.locator("#add").fill("Butter");
        other.keyboard().press("Enter");
        assertThat(titles()).hasText(new String[] {"Bread", "Cheese", "Butter"});
        assertThat(other.locator("main li.entry .title")).hasText(new String[] {"Bread", "Cheese", "Butter"});
    }

    @Test
    void textIsNeverTakenForAnythingElse() {
        String evil = "<script>document.title='gone'</script><img src=x onerror=alert(1)>";
        String notes = evil.replace("\"", "") + "\\n\\n[click](javascript:alert(1)) **" + evil + "**";
        server.add(list, "{\"title\":\"" + evil + "\",\"notes\":\"" + notes + "\",\"tags\":[\"<b>\"]}");
        openList();
        assertThat(titles()).hasText(new String[] {evil});
        titles().first().click();
        assertThat(page.locator(".card .notes")).containsText("<script>");
        assertThat(page.locator(".card .notes a")).hasCount(0);
        assertThat(page.locator("main script, main img")).hasCount(0);
        assertThat(page).hasTitle(Pattern.compile("list .*"));
    }

    @Test
    void notesThatAreHardToReadAreShownToo() {
        String deepList = java.util.stream.IntStream.range(0, 200)
                .mapToObj(depth -> " ".repeat(depth) + "- x\\n")
                .collect(java.util.stream.Collectors.joining());
        server.add(
                list,
                "{\"title\":\"Quotes\",\"notes\":\"" + ">".repeat(5_000) + " said\"}",
                "{\"title\":\"Items\",\"notes\":\"" + deepList + "\"}",
                "{\"title\":\"Blanks\",\"notes\":\"# " + " ".repeat(60_000) + "a\\rb\"}",
                "{\"title\":\"Lines\",\"notes\":\"- a\\n" + " b\\n".repeat(20_000) + "\"}");
        openList();
        var shown = page.locator(".card .notes");
        row("Quotes").locator(".title").click();
        assertThat(shown).containsText("said");
        row("Items").locator(".title").click();
        assertThat(shown.locator("li").first()).containsText("x");
        row("Blanks").locator(".title").click();
        assertThat(shown.locator(".heading")).hasText("a");
        assertThat(shown.locator("p:not(.heading)")).hasText("b");
        row("Lines").locator(".title").click();
        assertThat(shown.locator("li")).containsText("a");
    }

    @Test
    void notesAreShownAsMarkdown() {
        String notes =
                "# Head\\n\\nSome *soft* and **loud** `code`\\n\\n- one\\n- two\\n  - deeper\\n\\n1. first\\n\\n> said\\n\\n"
                        + "```\\n<b>plain</b>\\n```\\n- [x] done\\n\\nhttps://example.org/a?b=c.";
        server.add(list, "{\"title\":\"Notes\",\"notes\":\"" + notes + "\"}");
        openList();
        row("Notes").locator(".title").click();
        var shown = page.locator(".card .notes");
        assertThat(shown.locator(".heading")).hasText("Head");
        assertThat(shown.locator("em")).hasText("soft");
        assertThat(shown.locator("strong")).hasText("loud");
        assertThat(shown.locator("ul ul li")).hasText("deeper");
        assertThat(shown.locator("ol li")).hasText("first");
        assertThat(shown.locator("blockquote")).hasText("said");
        assertThat(shown.locator("pre")).hasText("<b>plain</b>");
        assertThat(shown.locator("a")).hasAttribute("href", "https://example.org/a?b=c");
    }

    @Test
    void longTextsFit() {
        server.add(
                list,
                "{\"title\":\"" + "long ".repeat(199) + "\",\"notes\":\"" + "*a _b [c `".repeat(1_000) + "\"}",
                "{\"title\":\"" + "x".repeat(1_000) + "\"}");
        openList();
        assertThat(titles()).hasCount(2);
        titles().first().click();
        assertThat(page.locator(".card .notes")).containsText("*a _b");
        Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }

    @Test
    void completedEntriesAreTuckedAwayAndPaged() {
        var done = new String[120];
        for (int i = 0; i < done.length; i++) {
            done[i] = "{\"title\":\"old %d\",\"completed\":true}".formatted(i);
        }
        server.add(list, done);
        server.addTitles(list, "open");
        openList();
        assertThat(titles()).hasText(new String[] {"open"});
        page.getByText("120 completed").click();
        assertThat(titles()).hasCount(51);
        page.getByText("Show more").click();
        assertThat(titles()).hasCount(101);
    }
}
