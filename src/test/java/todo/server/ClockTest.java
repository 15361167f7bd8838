package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.NOON;
import static todo.list.ListBeingMade.adding;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import todo.list.Change;
import todo.list.Edit;
import todo.store.Request;

/// A clock that jumps back and forth.
class ClockTest extends RunningTest {
    private static final Duration YEAR = Duration.ofDays(365);

    private List<Instant> instants(String list) {
        return running.history(list).stream().map(Change::at).toList();
    }

    private long versionAt(Instant moment) {
        return Running.given(running.todos().versionAt(Running.OWNER, "bob", moment));
    }

    @Test
    void theHistoryGoesOnWhereTheClockGoesBack() {
        running.add("bob", "milk");
        running.at(NOON.minus(YEAR));
        running.add("bob", "bread");
        running.restart();
        running.add("bob", "tea");
        running.at(NOON.plus(YEAR));
        running.add("bob", "cake");
        assertThat(instants("bob")).containsExactly(NOON, NOON, NOON, NOON.plus(YEAR));
        assertThat(versionAt(NOON.minusMillis(1))).isZero();
        assertThat(versionAt(NOON)).isEqualTo(3);
        assertThat(versionAt(NOON.plus(YEAR))).isEqualTo(4);
    }

    @Test
    void aClockThatIsFarBehindTheNewestChangeIsToldOf() {
        running.add("bob", "milk");
        assertThat(running.system().aheadOfClock()).isZero();
        running.at(NOON.minus(Duration.ofHours(23)));
        assertThat(running.system().aheadOfClock()).isZero();
        running.at(NOON.minus(YEAR));
        assertThat(running.system().aheadOfClock()).isEqualTo(YEAR);
        running.restart();
        running.system().awaitNewest();
        assertThat(running.system().aheadOfClock()).isEqualTo(YEAR);
        running.add("ann", "tea");
        assertThat(running.system().aheadOfClock()).isEqualTo(YEAR);
        running.at(NOON);
        assertThat(running.system().aheadOfClock()).isZero();
    }

    @Test
    void aRequestIsKnownAgainWhateverTheClockDoes() {
        var request = new Request("key", "digest");
        var first = Running.done(running.call("bob", adding("milk"), request).join());
        for (var now : List.of(NOON.minus(YEAR), NOON.plus(YEAR), NOON.plus(YEAR.multipliedBy(100)))) {
            running.at(now);
            running.restart();
            var again =
                    Running.done(running.call("bob", adding("milk"), request).join());
            assertThat(again.replayed()).isTrue();
            assertThat(again.version()).isEqualTo(first.version());
        }
        assertThat(running.titles("bob")).containsExactly("milk");
    }

    @Test
    void whatIsMovedFromAListThatIsAheadArrives() {
        running.at(NOON.plus(YEAR));
        running.add("ahead", "milk");
        running.at(NOON);
        running.add("behind", "bread");
        running.make("ahead", new Edit.Send(1, "behind"));
        assertThat(running.titles("behind")).containsExactly("bread", "milk");
        assertThat(instants("ahead")).isSorted();
        assertThat(instants("behind")).isSorted();
    }
}
