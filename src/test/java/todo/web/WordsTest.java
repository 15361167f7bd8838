package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class WordsTest extends ServerTest {
    @Test
    void whatIsUnderstoodCanBeAddedAsItIs() {
        var understood = server.post(
                "/api/parse", "{\"text\": \"Zahnarzt 24.12.2030 17 Uhr !1 #zahn\", \"language\": \"de-DE\"}");
        assertThat(understood.status()).isEqualTo(200);
        assertThat(understood.object().get("entry"))
                .isEqualTo(Map.of(
                        "title", "Zahnarzt", "due", "2030-12-24T17:00", "priority", 1L, "tags", List.of("zahn")));
        assertThat(understood.text())
                .contains("{\"kind\":\"time\",\"from\":20,\"to\":26,\"text\":\"17 Uhr\",\"value\":\"17:00\"}");
        String list = server.freshList();
        var added =
                server.post(list + "/entries", "{\"title\":\"Zahnarzt\",\"due\":\"2030-12-24T17:00\",\"priority\":1}");
        assertThat(added.status()).isEqualTo(201);
    }

    @Test
    void wordsThatAreKeptStayInTheTitle() {
        var reply = server.post("/api/parse", "{\"text\": \"Read tomorrow !1\", \"keep\": [\"tomorrow\"]}");
        assertThat(reply.object().get("entry")).isEqualTo(Map.of("title", "Read tomorrow", "priority", 1L));
    }

    @ParameterizedTest
    @CsvSource({
        "en, 2031-03-04",
        "en-US, 2031-03-04",
        "en_US.UTF-8, 2031-03-04",
        "en-GB, 2031-04-03",
        "en_GB, 2031-04-03",
        "en-001, 2031-04-03",
        "de_DE, 2031-04-03",
        "de-AT, 2031-04-03"
    })
    void whetherTheMonthOrTheDayComesFirstDependsOnTheCountry(String language, String due) {
        var reply = server.post("/api/parse", "{\"text\": \"Trip 3/4/2031\", \"language\": \"" + language + "\"}");
        assertThat(reply.object().get("entry")).isEqualTo(Map.of("title", "Trip", "due", due));
    }

    @Test
    void todayIsThatOfTheReadersZone() {
        var due = List.of("Pacific/Kiritimati", "Etc/GMT+12").stream()
                .map(zone -> server.post("/api/parse", "{\"text\": \"Call today\", \"zone\": \"" + zone + "\"}")
                        .text()
                        .replaceFirst("(?s).*\"due\":\"([0-9-]+)\".*", "$1"))
                .toList();
        assertThat(due.getFirst()).isGreaterThan(due.getLast()); // they are 26 hours apart
    }

    @Test
    void aRuleIsSaidInWords() {
        assertThat(server.post("/api/repeat", "{\"rule\": \"FREQ=MONTHLY;BYDAY=-1FR\", \"language\": \"de\"}")
                        .object())
                .containsEntry("words", "jeden letzten Freitag im Monat");
        assertThat(server.post("/api/repeat", "{\"rule\": \"FREQ=DAILY;INTERVAL=3\", \"from\": \"completion\"}")
                        .object())
                .containsEntry("words", "every 3 days after completion");
        assertThat(server.post("/api/repeat", "{\"rule\": \"FREQ=MINUTELY\"}").object())
                .containsEntry("words", "FREQ=MINUTELY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "parse|{}|text",
                "parse|{\"text\": \"x\", \"zone\": \"Europe/Nowhere\"}|Europe/Nowhere",
                "parse|{\"text\": \"x\", \"zones\": \"UTC\"}|zones",
                "parse|{\"text\": 5}|text",
                "parse|{\"text\": \"x\", \"language\": \"fr_FR\"}|\"fr_FR\" is not a language that is understood; say en-US",
                "repeat|{\"rule\": \"FREQ=DAILY\", \"language\": \"tlh\"}|\"tlh\" is not a language that is understood",
                "repeat|{\"rule\": \"every day\"}|every day",
                "repeat|{\"rule\": \"FREQ=DAILY\", \"from\": \"now\"}|now",
                "repeat|{\"rules\": \"FREQ=DAILY\"}|rules"
            })
    void whatCanNotBeReadIsRefusedByName(String path, String body, String name) {
        var reply = server.post("/api/" + path, body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).contains(name);
    }
}
