package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import todo.list.Edit;
import todo.list.Refusal;
import todo.store.Request;

class RequestTest extends RunningTest {
    private static final Request KEY = new Request("key", "digest");
    private static final Request SAME_KEY = new Request("key", "another digest");

    @Test
    void aRequestThatComesAgainHasOneEffect() {
        var first = running.call("bob", adding("milk"), KEY).join();
        running.add("bob", "bread");
        var again = Running.done(running.call("bob", adding("milk"), KEY).join());
        assertThat(again.replayed()).isTrue();
        assertThat(again.changes()).isEqualTo(Running.done(first).changes());
        assertThat(again.entries()).isEqualTo(Running.done(first).entries());
        assertThat(running.titles("bob")).containsExactly("milk", "bread");
    }

    @Test
    void aRequestThatComesManyTimesAtOnceHasOneEffect() throws SQLException {
        List<java.util.concurrent.CompletableFuture<Outcome>> calls;
        Outcome other;
        try (var disk = running.blockedDisk()) {
            calls = IntStream.range(0, 50)
                    .mapToObj(_ -> running.call("bob", adding("milk"), KEY))
                    .toList();
            other = running.call("bob", adding("bread"), SAME_KEY).join();
            Running.execute(disk, "COMMIT");
        }
        assertThat(calls.stream()
                        .map(call -> Running.done(call.join()).version())
                        .distinct())
                .containsExactly(1L);
        assertThat(other).isEqualTo(new Outcome.Refused(new Refusal.KeyReused("key")));
        assertThat(running.titles("bob")).containsExactly("milk");
    }

    @Test
    void itIsRememberedOverARestartAndACrash() {
        running.call("bob", adding("milk"), KEY).join();
        running.restart();
        assertThat(Running.done(running.call("bob", adding("milk"), KEY).join()).replayed())
                .isTrue();
        running.todos().crash("bob");
        assertThat(running.insist("bob", adding("milk"), KEY).replayed()).isTrue();
        assertThat(running.titles("bob")).containsExactly("milk");
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        running.call("bob", adding("milk"), KEY).join();
        assertThat(running.call("bob", adding("bread"), SAME_KEY).join())
                .isEqualTo(new Outcome.Refused(new Refusal.KeyReused("key")));
        Running.done(running.call("ann", adding("bread"), SAME_KEY).join());
        assertThat(running.titles("bob")).containsExactly("milk");
    }

    @Test
    void aRefusedRequestIsRefusedAgainWhateverTheListIsThen() {
        var refused = running.call("bob", new Edit.Remove(1), KEY).join();
        assertThat(refused).isInstanceOf(Outcome.Refused.class);
        running.add("bob", "milk");
        assertThat(running.call("bob", new Edit.Remove(1), KEY).join()).isEqualTo(refused);
    }
}
