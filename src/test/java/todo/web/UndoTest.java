package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class UndoTest extends ServerTest {
    private final String list = server.list("milk", "bread");

    private static String name(String list) {
        return list.substring("/api/lists/".length());
    }

    private Reply undo(String of, long version) {
        return server.post(of + "/changes/" + version + "/undo", "");
    }

    @Test
    void eachKindOfChangeCanBeTakenBack() {
        server.patch(list + "/entries/1", "{\"title\": \"oat milk\"}");
        server.delete(list + "/entries/2");
        server.put(list, "{\"title\": \"Bob's\"}");
        assertThat(undo(list, 5).status()).isEqualTo(200);
        assertThat(server.get(list).get("title")).isEqualTo("");
        assertThat(undo(list, 4).status()).isEqualTo(200);
        assertThat(undo(list, 3).status()).isEqualTo(200);
        assertThat(server.get(list + "/entries").all("title")).containsExactly("milk", "bread");
        var undone = undo(list, 1);
        assertThat(undone.header("ETag")).isEqualTo("\"9\"");
        assertThat(undone.get("version")).isEqualTo(9L);
        assertThat(Tree.map(Tree.list(undone.get("changes")).getFirst())).containsEntry("undoes", 1L);
        assertThat(server.get(list + "/entries").all("title")).containsExactly("bread");
    }

    @Test
    void aRemovedListComesBackWithItsEntriesByTheUndoOfAnyChangeOfTheRemoval() {
        for (long back = 0; back < 3; back++) {
            server.delete(list, back == 1 ? new String[] {"Idempotency-Key", "delete"} : new String[0]);
            long dropped = (Long) Objects.requireNonNull(
                    server.get(list + "/changes").objects().getFirst().get("version"));
            var undone = undo(list, dropped - back);
            assertThat(undone.status()).isEqualTo(200);
            assertThat(Tree.list(undone.get("changes"))).hasSize(3);
            assertThat(server.get(list + "/entries").all("title")).containsExactly("milk", "bread");
        }
    }

    @Test
    void aRemovedTreeComesBackWholeAndToAskAgainChangesNothing() {
        server.patch(list + "/entries/1", "{\"parent\": 2}");
        server.delete(list + "/entries/2");
        assertThat(undo(list, 4).status()).isEqualTo(200);
        assertThat(server.get(list + "/entries").all("parent")).containsExactly(2L, null);
        var again = undo(list, 5);
        assertThat(again.status()).isEqualTo(200);
        assertThat(Tree.list(again.get("changes"))).isEmpty();
    }

    @Test
    void severalEntriesOfOneRequestAreTakenBackTogether() {
        server.post(list + "/entries", "[{\"title\": \"eggs\"}, {\"title\": \"tea\"}]");
        assertThat(undo(list, 3).status()).isEqualTo(200);
        assertThat(server.get(list + "/entries").all("title")).containsExactly("milk", "bread");
    }

    @Test
    void aMovedTreeComesBackWholeByTheUndoOfAPart() {
        server.patch(list + "/entries/2", "{\"parent\": 1}");
        server.post(list + "/entries/1/move", "{\"list\": \"" + name(server.freshList()) + "\"}");
        assertThat(undo(list, 5).status()).isEqualTo(200);
        assertThat(server.get(list + "/entries").all("title")).containsExactly("milk", "bread");
        assertThat(server.get(list + "/entries").all("parent")).containsExactly(null, 3L);
    }

    @Test
    void whatWentOnToAnotherListStaysThereWhenTheRestComesBack() {
        server.delete(list);
        undo(list, 5);
        server.post(list + "/entries/2/move", "{\"list\": \"" + name(server.freshList()) + "\"}");
        server.delete(list + "/entries/1");
        assertThat(undo(list, 4).status()).isEqualTo(409);
        assertThat(undo(list, 3).status()).isEqualTo(200);
        assertThat(server.get(list + "/entries").all("title")).containsExactly("milk");
    }

    @Test
    void anUndoIsUndoneByTakingItBack() {
        server.patch(list + "/entries/1", "{\"title\": \"oat milk\"}");
        undo(list, 3);
        undo(list, 4);
        assertThat(server.get(list + "/entries/1").get("title")).isEqualTo("oat milk");
    }

    @Test
    void whatWasChangedSinceIsInTheWayAndNamed() {
        server.patch(list + "/entries/1", "{\"title\": \"oat milk\", \"priority\": 1}");
        server.patch(list + "/entries/1", "{\"title\": \"soy milk\"}");
        var refused = undo(list, 3);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.get("clashes")).isEqualTo(Map.of("title", Map.of("made", "oat milk", "now", "soy milk")));
        assertThat(server.get(list).get("version")).isEqualTo(4L);
    }

    @Test
    void whatWasChangedSinceInAnotherFieldIsNotInTheWay() {
        server.patch(list + "/entries/1", "{\"title\": \"oat milk\"}");
        server.patch(list + "/entries/1", "{\"priority\": 1}");
        assertThat(undo(list, 3).status()).isEqualTo(200);
        assertThat(server.get(list + "/entries/1").object())
                .containsEntry("title", "milk")
                .containsEntry("priority", 1L);
    }

    @Test
    void whatCanNotBeTakenBackIsRefused() {
        server.delete(list + "/entries/1");
        assertThat(undo(list, 1).status()).isEqualTo(409);
        assertThat(undo(list, 99).status()).isEqualTo(404);
        assertThat(undo(server.freshList(), 1).status()).isEqualTo(404);
    }

    @Test
    void aMoveIsTakenBackOnlyFromTheVersionItIsMeantFor() {
        String other = server.freshList();
        server.post(list + "/entries/1/move", "{\"list\": \"" + name(other) + "\"}");
        long version = (Long) java.util.Objects.requireNonNull(server.get(list).get("version"));
        String undo = list + "/changes/" + version + "/undo";
        server.post(list + "/entries", "{\"title\": \"later\"}");
        var stale = server.post(undo, "", "If-Match", "\"" + version + "\"");
        assertThat(stale.status()).as(stale.text()).isEqualTo(412);
        assertThat(stale.get("version")).isEqualTo(version + 1);
        assertThat(server.post(other + "/changes/1/undo", "", "If-Match", "\"7\"")
                        .status())
                .isEqualTo(412);
        assertThat(server.post(undo, "", "If-Match", "\"" + (version + 1) + "\"")
                        .status())
                .isEqualTo(200);
        assertThat(server.get(other + "/entries").objects()).isEmpty();
    }

    @Test
    void aMoveIsTakenBackFromEitherSide() {
        String other = server.freshList();
        String move = "{\"list\": \"" + name(other) + "\"}";
        server.post(list + "/entries/1/move", move);
        var back = undo(list, 3);
        assertThat(back.status()).as(back.text()).isEqualTo(200);
        assertThat(back.header("ETag")).isNull();
        assertThat(there(back)).containsEntry("list", name(list)).containsEntry("title", "milk");
        server.post(list + "/entries/2/move", move);
        long arrived = (Long) Objects.requireNonNull(server.get(other).get("version"));
        var fetched = undo(other, arrived);
        assertThat(fetched.status()).as(fetched.text()).isEqualTo(200);
        assertThat(there(fetched)).containsEntry("list", name(list)).containsEntry("title", "bread");
        String url = String.valueOf(there(fetched).get("url"));
        assertThat(server.get(url.substring(server.web.address().toString().length()))
                        .get("title"))
                .isEqualTo("bread");
        assertThat(server.get(other + "/entries").objects()).isEmpty();
    }

    private static Map<String, @org.jspecify.annotations.Nullable Object> there(Reply undone) {
        return Tree.map(Tree.list(undone.get("entries")).getFirst());
    }
}
