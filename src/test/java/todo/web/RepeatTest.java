package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatTest extends ServerTest {
    private static final String DONE = "{\"completed\": true}";

    private static String listWithPlants() {
        String list = server.freshList();
        var added = server.post(
                list + "/entries", "{\"title\": \"plants\", \"due\": \"2100-01-01\", \"repeat\": \"FREQ=DAILY\"}");
        assertThat(added.status()).isEqualTo(201);
        return list;
    }

    @Test
    void aRequestToCompleteThatComesTwiceAddsOneNext() {
        String list = listWithPlants();
        for (int i = 0; i < 2; i++) {
            var done = server.patch(list + "/entries/1", DONE, "Idempotency-Key", "done with them");
            assertThat(done.object()).containsEntry("id", 1L).containsEntry("completed", true);
        }
        server.patch(list + "/entries/1?zone=Asia/Tokyo", DONE);
        assertThat(server.get(list + "/entries").all("due")).containsExactly("2100-01-01", "2100-01-02");
    }

    @Test
    void undoOverHttpTakesBackBoth() {
        String list = listWithPlants();
        server.patch(list + "/entries/1", DONE);
        assertThat(server.post(list + "/changes/2/undo", "").status()).isEqualTo(200);
        assertThat(server.get(list + "/entries").all("completed")).containsExactly(false);
    }

    @Test
    void aZoneThatIsNoneIsRefused() {
        var reply = server.patch(listWithPlants() + "/entries/1?zone=Nowhere", DONE);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).contains("Nowhere");
    }
}
