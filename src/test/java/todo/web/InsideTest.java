package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("once")
@Timeout(60)
class InsideTest extends ServerTest {

    private static String name(String list) {
        return list.substring(list.lastIndexOf('/') + 1);
    }

    private static Map<String, @Nullable Object> look(
            BufferedReader events, Predicate<Map<String, @Nullable Object>> wanted) throws IOException {
        while (true) {
            String line = events.readLine();
            assertThat(line).as("the stream goes on").isNotNull();
            if (line.startsWith("data: ")) {
                var look = Tree.map(Tree.parse(line.substring(6).getBytes(StandardCharsets.UTF_8)));
                if (wanted.test(look)) {
                    return look;
                }
            }
        }
    }

    private static BufferedReader watch() throws IOException, InterruptedException {
        return new BufferedReader(new InputStreamReader(server.events("/api/inside"), StandardCharsets.UTF_8));
    }

    private static List<Object> happened(Map<String, @Nullable Object> look, String list) {
        return Tree.list(look.get("happened")).stream()
                .map(Tree::map)
                .filter(each -> list.equals(each.get("list")))
                .<Object>map(each -> String.valueOf(each.get("what")))
                .toList();
    }

    @Test
    void oneLookTellsWhatRuns() {
        String list = server.list("milk", "bread");
        Reply look;
        do {
            look = server.get("/api/inside"); // it may be of just before
        } while (!look.text().contains("\"list\":\"" + name(list) + "\""));
        assertThat(look.text()).contains("\"state\":\"awake\"").contains("\"entries\":2,\"version\":2");
        assertThat(Tree.list(look.object().get("workers"))).hasSize(3);
        assertThat((Long) look.object().get("connections")).isPositive();
        assertThat((Long) look.object().get("answered")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aListIsWatchedAsItFailsAndHeals() throws Exception {
        String list = server.list("milk");
        try (var events = watch()) {
            look(events, _ -> true);
            assertThat(server.post("/api/inside/lists/" + name(list) + "/crash", "")
                            .status())
                    .isEqualTo(202);
            var healed = look(events, look -> happened(look, name(list)).contains("awake"));
            assertThat(happened(healed, name(list))).containsExactly("crashed", "loading", "awake");
        }
        assertThat(server.get(list + "/entries").all("title")).containsExactly("milk");
        assertThat(server.post(list + "/entries", "{\"title\": \"bread\"}").status())
                .isEqualTo(201);
    }

    @Test
    void whatIsNotAwakeCanNotFail() {
        var reply = server.post("/api/inside/lists/nobody/crash", "");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.detail()).contains("nobody", "not awake");
        assertThat(server.get("/api/inside").text()).doesNotContain("nobody");
        assertThat(server.post("/api/inside/lists/a%2fb/crash", "").status()).isEqualTo(400);
    }

    @Test
    void whoHasNoTokenSeesNothing() {
        assertThat(server.sendPlain("GET", "/api/inside", null).status()).isEqualTo(401);
        assertThat(server.sendPlain("POST", "/api/inside/lists/bob/crash", null).status())
                .isEqualTo(401);
    }
}
