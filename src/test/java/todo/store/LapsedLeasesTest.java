package todo.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LapsedLeasesTest {
    private static final List<String> MEMBERS = List.of("self", "other");
    private static final long STEP = Duration.ofMillis(500).toNanos();

    private final LapsedLeases lapses = new LapsedLeases();
    private long now = Long.MAX_VALUE - 10 * STEP; // it goes over the largest number meanwhile

    private Set<String> look(String... inForce) {
        now += STEP;
        return lapses.look(MEMBERS, List.of(inForce), now);
    }

    /// Looks for so long, without any result.
    private void watch(Duration time, String... inForce) {
        for (long end = now + time.toNanos(); now - end < 0; ) {
            assertThat(look(inForce)).isEmpty();
        }
    }

    private void watchAll() {
        watch(LapsedLeases.REUNION, "self", "other");
    }

    /// How many looks it takes until the other has lapsed, from the first at which its lease is over.
    private int looksUntilLapsed() {
        int looks = 1;
        while (look("self").isEmpty()) {
            looks++;
        }
        return looks;
    }

    private static int looksIn(Duration time) {
        return (int) (time.toNanos() / STEP);
    }

    @Test
    void aMemberLapsesWhenItsLeaseHasBeenOverForAWhile() {
        watchAll();
        watch(LapsedLeases.GRACE, "self");
        assertThat(look("self")).containsExactly("other");
        assertThat(look("self")).containsExactly("other");
        assertThat(look("self", "other")).isEmpty();
    }

    @Test
    void aMemberThatRenewsItsLeaseInTimeDoesNotLapse() {
        watchAll();
        for (int time = 0; time < 5; time++) {
            watch(LapsedLeases.GRACE, "self");
            watch(Duration.ofMillis(500), "self", "other");
        }
    }

    @Test
    void aMemberThatHasNoLeaseYetDoesNotLapse() {
        watch(LapsedLeases.REUNION.multipliedBy(3), "self");
    }

    @Test
    void whereTheDatabaseWasAwayForAllTheOthersMayRenewTheirsFirst() {
        watchAll();
        lapses.interrupt();
        watch(LapsedLeases.REUNION, "self");
        watch(LapsedLeases.REUNION, "self", "other");
    }

    @Test
    void whoWasStoppedLooksAnew() {
        watchAll();
        watch(Duration.ofSeconds(1), "self");
        now += Leases.LENGTH.toNanos();
        assertThat(looksUntilLapsed()).isEqualTo(looksIn(LapsedLeases.REUNION) + 1);
    }

    @Test
    void whoHasLeftDoesNotLapse() {
        watchAll();
        now += STEP;
        assertThat(lapses.look(List.of("self"), List.of("self"), now)).isEmpty();
        watch(LapsedLeases.REUNION, "self");
    }
}
