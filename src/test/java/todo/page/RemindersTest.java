package todo.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import todo.remind.Receiver;
import todo.store.Kind;

/// Reminders: chosen in an entry's card, sent to a webhook, and shown by the browser.
class RemindersTest extends PageTest {

    private void openSettings() {
        page.getByText("Settings", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".reminders")).isVisible();
    }

    @Test
    void aReminderIsChosenInTheCard() {
        server.add(list, "{\"title\":\"Dentist\",\"due\":\"2030-12-24T17:00\"}", "{\"title\":\"Some day\"}");
        openList();
        row("Some day").locator(".title").click();
        assertThat(page.getByLabel("Remind me")).hasCount(0);
        page.keyboard().press("Escape");
        row("Dentist").locator(".title").click();
        page.getByLabel("Remind me").selectOption("-PT1H");
        page.keyboard().press("Escape");
        settled();
        Assertions.assertThat(server.entries(list)).contains("\"remind\":\"-PT1H\"");
        row("Dentist").locator(".title").click();
        assertThat(page.getByLabel("Remind me")).hasValue("-PT1H");
    }

    @ParameterizedTest
    @EnumSource
    void aWebhookIsAddedToldListedAndRemoved(Day day) throws InterruptedException {
        setClock(day.instant());
        try (var receiver = new Receiver()) {
            openList();
            openSettings();
            page.getByLabel("Webhook").fill(receiver.url().toString());
            page.keyboard().press("Enter");
            assertThat(page.locator(".reminders li")).containsText("nothing sent yet");
            assertThat(page.locator(".reminders code")).containsText("whsec_");
            String now = server.now().plusSeconds(1).toString();
            server.add(list, "{\"title\":\"Dentist\",\"remind\":\"" + now + "\"}");
            setClock(server.now().plusSeconds(1));
            Assertions.assertThat(receiver.next().text()).contains("Dentist");
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog")).hasCount(0);
            page.waitForCondition(
                    () -> server.call("GET", "/api/reminders", null).contains("\"delivered\":true"));
            openSettings();
            assertThat(page.locator(".reminders li")).containsText("last told");
            assertThat(page.locator(".reminders code")).hasCount(0);
            page.locator(".reminders li button").click();
            assertThat(page.locator(".reminders li")).hasCount(0);
        }
    }

    @Test
    void whatWasGivenUpIsShownInTheSettings() {
        server.call("POST", "/api/reminders/webhooks", "{\"url\":\"http://127.0.0.1:9/hook\"}");
        Kind.executeOnReminders(
                folder,
                "UPDATE reminder_target SET given_up = 3, given_up_since = "
                        + Instant.parse("2026-06-01T12:00:00Z").toEpochMilli());
        openList();
        openSettings();
        assertThat(page.locator(".reminders li")).containsText("3 reminders were not delivered since");
        page.locator(".reminders li button").click();
        assertThat(page.locator(".reminders li")).hasCount(0);
    }

    /// The registration of the page's worker, and the session in which it is known.
    private String registration(CDPSession session) {
        var id = new AtomicReference<String>();
        session.on("ServiceWorker.workerRegistrationUpdated", event -> {
            for (var each : event.getAsJsonArray("registrations")) {
                id.set(each.getAsJsonObject().get("registrationId").getAsString());
            }
        });
        session.send("ServiceWorker.enable");
        page.waitForCondition(() -> id.get() != null);
        return id.get();
    }

    @Test
    void whatIsPushedIsShownAndOpensItsEntry() {
        page.context().grantPermissions(List.of("notifications"));
        server.addTitles(list, "Milk");
        String entries = server.entries(list);
        String uid = entries.replaceFirst("(?s).*\"uid\":\"([^\"]+)\".*", "$1");
        open(page, "/today");
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)");
        var session = page.context().newCDPSession(page);
        var message = new JsonObject();
        message.addProperty("origin", server.address());
        message.addProperty("registrationId", registration(session));
        message.addProperty(
                "data",
                "{\"type\":\"entry.reminder\",\"data\":{\"list\":\"" + list + "\",\"uid\":\"" + uid
                        + "\",\"title\":\"Milk\",\"due\":\"2030-12-24T17:00\"}}");
        String shown = "() => navigator.serviceWorker.ready.then(worker => worker.getNotifications())"
                + ".then(shown => shown.length === 1 && shown[0].title === 'Milk' && shown[0].body.includes('24 Dec 2030')"
                + " && shown[0].data.uid === '" + uid + "')";
        page.waitForCondition(() -> {
            session.send(
                    "ServiceWorker.deliverPushMessage",
                    message); // a busy browser may lose it, and one replaces another
            return page.evaluate(shown).equals(true);
        });
        page.navigate(server.address() + "/#/list/" + list.replace(" ", "%20") + "/entry-" + uid);
        assertThat(page.locator(".card textarea[name=title]")).hasValue("Milk");
    }
}
