package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import todo.store.Kind;

class RemindersTest extends ServerTest {
    private static final String KEYS =
            "\"keys\": {\"p256dh\": \"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4\","
                    + " \"auth\": \"BTBZMqHH6r4Tts7J_aSIgg\"}";

    @Test
    void aWebhookIsListedUntilItIsRemovedAndItsSecretIsToldOnce() {
        var made = server.post("/api/reminders/webhooks", "{\"url\": \"http://127.0.0.1:9/hook\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(String.valueOf(made.get("secret"))).startsWith("whsec_");
        var listed = server.get("/api/reminders");
        assertThat(listed.text()).contains("http://127.0.0.1:9/hook").doesNotContain("whsec_");
        String path = "/api/reminders/targets/" + made.get("id");
        assertThat(server.delete(path).status()).isEqualTo(204);
        assertThat(server.delete(path).status()).isEqualTo(404);
        assertThat(server.get("/api/reminders").text()).doesNotContain("/hook");
    }

    @Test
    void aWebhookThatCanNotBeStoredIsRefusedAndNotListed() throws Exception {
        String body = "{\"url\": \"http://127.0.0.1:9/unstored\"}";
        Kind.executeOnReminders(data, "ALTER TABLE reminder_target RENAME COLUMN secret TO hidden");
        try (var log = new Log()) {
            var refused = server.failing("POST", "/api/reminders/webhooks", body);
            assertThat(refused.status()).isEqualTo(500);
            String request = String.valueOf(refused.get("request"));
            assertThat(refused.detail()).contains(request);
            assertThat(log.texts()).anyMatch(line -> line.contains(request));
        } finally {
            Kind.executeOnReminders(data, "ALTER TABLE reminder_target RENAME COLUMN hidden TO secret");
        }
        assertThat(server.get("/api/reminders").text()).doesNotContain("/unstored");
        assertThat(server.post("/api/reminders/webhooks", body).status()).isEqualTo(201);
    }

    @Test
    void whatWasGivenUpIsTold() {
        var made = server.post("/api/reminders/webhooks", "{\"url\": \"http://127.0.0.1:9/lost\"}");
        assertThat(made.object()).containsEntry("undelivered", null);
        String since = "given_up = 3, given_up_since = "
                + Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();
        Kind.executeOnReminders(data, "UPDATE reminder_target SET " + since + " WHERE id = '" + made.get("id") + "'");
        assertThat(server.get("/api/reminders").text())
                .contains("\"undelivered\":{\"count\":3,\"since\":\"2026-06-01T12:00:00Z\"}");
        assertThat(server.get("/metrics").text()).contains("todo_reminders_given_up_total 0");
    }

    @Test
    void aSecondWebhookForTheSameAddressIsRefused() {
        String body = "{\"url\": \"http://127.0.0.1:9/twice\"}";
        var made = server.post("/api/reminders/webhooks", body);
        assertThat(made.status()).isEqualTo(201);
        var again = server.post("/api/reminders/webhooks", body.replace("http:", "HTTP:"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.detail()).contains("http://127.0.0.1:9/twice", String.valueOf(made.get("id")));
        assertThat(again.text()).doesNotContain("whsec_");
        server.delete("/api/reminders/targets/" + made.get("id"));
        assertThat(server.post("/api/reminders/webhooks", body).status()).isEqualTo(201);
    }

    @Test
    void aBrowserIsListedByItsPushServiceAlone() {
        String body = "{\"endpoint\": \"https://push.example.net/capability\", \"expirationTime\": null, " + KEYS + "}";
        var made = server.post("/api/reminders/browsers", body);
        assertThat(made.status()).isEqualTo(201);
        assertThat(server.post("/api/reminders/browsers", body).get("id")).isEqualTo(made.get("id"));
        assertThat(server.get("/api/reminders").text())
                .contains("\"https://push.example.net\"")
                .doesNotContain("capability");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webhooks|ftp://127.0.0.1/",
                "webhooks|file:///etc/passwd",
                "webhooks|http://name:secret@127.0.0.1/",
                "webhooks|http://127.0.0.1/#part",
                "webhooks|not an address",
                "webhooks|//127.0.0.1/",
                "browsers|http://push.example.net/abc"
            })
    void anAddressThatIsNoneIsRefused(String kind, String url) {
        String body = kind.equals("webhooks")
                ? "{\"url\": \"" + url + "\"}"
                : "{\"endpoint\": \"" + url + "\", " + KEYS + "}";
        var reply = server.post("/api/reminders/" + kind, body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).contains("address");
    }

    @Test
    void keysThatAreNoneAreRefused() {
        for (String auth : List.of("AAAA", "not base64", "")) {
            var reply = server.post(
                    "/api/reminders/browsers",
                    "{\"endpoint\": \"https://push.example.net/abc\", " + KEYS.replace("BTBZMqHH6r4Tts7J_aSIgg", auth)
                            + "}");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.detail()).contains("p256dh");
        }
    }

    @Test
    void aKeyThatIsNoPointOfTheCurveIsRefused() {
        for (String key : List.of(
                "B" + "A".repeat(86),
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw8")) {
            var reply = server.post(
                    "/api/reminders/browsers",
                    "{\"endpoint\": \"https://push.example.net/curve\", "
                            + KEYS.replaceFirst("\"p256dh\": \"[^\"]*\"", "\"p256dh\": \"" + key + "\"") + "}");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.detail()).contains("p256dh");
        }
        assertThat(server.get("/api/reminders").text()).doesNotContain("push.example.net/curve");
    }

    @Test
    void whenToBeRemindedIsAFieldOfAnEntry() {
        String list = server.freshList();
        var added = server.post(
                list + "/entries", "{\"title\": \"Dentist\", \"due\": \"2030-12-24T17:00\", \"remind\": \"-PT90M\"}");
        assertThat(added.get("remind")).isEqualTo("-PT1H30M");
        assertThat(server.patch(list + "/entries/1", "{\"remind\": null}").object())
                .containsEntry("remind", null);
        var refused = server.patch(list + "/entries/1", "{\"remind\": \"soon\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).contains("remind", "soon", "-PT15M");
    }
}
