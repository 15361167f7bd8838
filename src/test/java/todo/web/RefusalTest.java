package todo.web;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import todo.list.Refusal;
import todo.server.Outcome;

/// Each refusal has its problem, and the description knows it.
class RefusalTest extends ServerTest {
    private static final Map<Class<?>, Supplier<Reply>> CAUSES = Map.ofEntries(
            entry(Refusal.NoSuchList.class, () -> server.get(server.freshList())),
            entry(Refusal.NoSuchEntry.class, () -> server.get(server.list("milk") + "/entries/2")),
            entry(Refusal.NoSuchChange.class, () -> server.post(server.list("milk") + "/changes/2/undo", "")),
            entry(Refusal.Invalid.class, () -> server.post(server.freshList() + "/entries", "{\"title\": \"\"}")),
            entry(
                    Refusal.Stale.class,
                    () -> server.patch(server.list("milk") + "/entries/1", "{}", "If-Match", "\"2\"")),
            entry(Refusal.UidTaken.class, () -> {
                String list = server.list("milk");
                return server.post(
                        list + "/entries", server.get(list + "/entries/1").text());
            }),
            entry(Refusal.Clashing.class, () -> {
                String list = server.list("milk");
                server.patch(list + "/entries/1", "{\"due\": \"2026-01-01\", \"tags\": [\"a\"], \"order\": 2.5}");
                server.patch(list + "/entries/1", "{\"due\": null, \"tags\": [], \"order\": 3}");
                return server.post(list + "/changes/2/undo", "");
            }),
            entry(Refusal.NotUndoable.class, () -> {
                String list = server.list("milk");
                server.delete(list + "/entries/1");
                return server.post(list + "/changes/1/undo", "");
            }),
            entry(Refusal.KeyReused.class, () -> {
                String list = server.list("milk");
                server.patch(list + "/entries/1", "{\"title\": \"a\"}", "Idempotency-Key", "k");
                return server.patch(list + "/entries/1", "{\"title\": \"b\"}", "Idempotency-Key", "k");
            }));

    /// Those that can be caused here: nobody is forbidden anything yet, filling a list takes long, and [HistoryTest]
    /// sees to what is no longer kept.
    static List<Class<?>> refusals() {
        List<Class<?>> refusals = new ArrayList<>(List.of(Refusal.class.getPermittedSubclasses()));
        refusals.removeAll(List.of(
                Refusal.Forbidden.class, Refusal.Full.class, Refusal.TooMuchText.class, Refusal.NoLongerKept.class));
        return refusals;
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void eachRefusalIsAProblemThatIsDescribed(Class<?> refusal) {
        var reply = java.util.Objects.requireNonNull(CAUSES.get(refusal)).get();
        assertThat(reply.status()).isIn(404, 409, 412, 422);
        assertThat(reply.get("status")).isEqualTo((long) reply.status());
        assertThat(reply.detail()).isNotBlank();
    }

    @Test
    void aProblemThatIsHardToCauseIsDescribedToo() {
        var document = new ApiDocument();
        for (var problem : List.of(
                Problems.of(new Refusal.Forbidden("bob")),
                Problems.of(new Refusal.Full(100_000)),
                Problems.of(new Refusal.TooMuchText(64 << 20)),
                Problems.of(Outcome.Failure.BUSY, "busy"),
                Problems.of(Outcome.Failure.UNAVAILABLE, "away"),
                Problems.of(Outcome.Failure.DISK_FULL, "full"))) {
            assertThat(document.schemas.problems(
                            Map.of("$ref", "#/components/schemas/Problem"), Tree.parse(problem.json()), "the problem"))
                    .isEmpty();
            assertThat(problem.headers().containsKey("Retry-After")).isEqualTo(problem.status() > 500);
        }
    }
}
