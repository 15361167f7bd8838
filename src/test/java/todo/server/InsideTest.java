package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import todo.server.Inside.What;

@Timeout(60)
class InsideTest extends RunningTest {
    private Inside inside() {
        return running.system().inside();
    }

    private Inside.Watching watch() {
        return Objects.requireNonNull(inside().watch());
    }

    /// What is seen of a list in a look that satisfies what is asked for.
    private static Inside.OneList seen(
            Inside.Watching watching, String list, java.util.function.Predicate<Inside.OneList> wanted)
            throws InterruptedException {
        while (true) {
            var look = watching.next();
            assertThat(look).isNotNull();
            for (var one : look.lists()) {
                if (one.name().equals(list) && wanted.test(one)) {
                    return one;
                }
            }
        }
    }

    private static List<What> happened(Inside.Watching watching, String list, What last) throws InterruptedException {
        while (true) {
            var look = watching.next();
            assertThat(look).isNotNull();
            var happened = look.happened().stream()
                    .filter(each -> each.list().equals(list))
                    .map(Inside.Happened::what)
                    .toList();
            if (!happened.isEmpty() && happened.getLast() == last) {
                return happened;
            }
        }
    }

    @Test
    void aListThatIsAwakeIsSeenWithWhatItHolds() throws InterruptedException {
        running.add("bob", "milk");
        running.add("bob", "bread");
        try (var watching = watch()) {
            var bob = seen(watching, "bob", one -> one.version() == 2 && one.waiting() == 0);
            assertThat(bob.state()).isEqualTo(Inside.State.AWAKE);
            assertThat(bob.entries()).isEqualTo(2);
            assertThat(bob.mailbox()).isZero();
            assertThat(bob.handled()).isGreaterThanOrEqualTo(4); // each edit, and each time it was stored
        }
        assertThat(inside().look().awake()).isEqualTo(1);
    }

    @Test
    void whatWaitsForTheDiskIsSeenToWait() throws SQLException, InterruptedException {
        running.add("bob", "milk");
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        try (var disk = running.blockedDisk();
                var watching = watch()) {
            for (int i = 0; i < 5; i++) {
                calls.add(running.call("bob", adding("bread " + i)));
            }
            var bob = seen(watching, "bob", one -> one.waiting() == 5);
            assertThat(bob.version()).as("what is not on disk is not shown").isEqualTo(1);
            assertThat(inside().look().inFlight()).isEqualTo(5);
            Running.execute(disk, "COMMIT");
            calls.forEach(call -> Running.done(call.join()));
            assertThat(seen(watching, "bob", one -> one.waiting() == 0).version())
                    .isEqualTo(6);
        }
    }

    @Test
    void aListThatIsMadeToFailIsSeenToHeal() throws InterruptedException {
        running.add("bob", "milk");
        try (var watching = watch()) {
            assertThat(inside().crash("bob")).isTrue();
            assertThat(happened(watching, "bob", What.AWAKE)).containsExactly(What.CRASHED, What.LOADING, What.AWAKE);
        }
        assertThat(running.titles("bob")).containsExactly("milk");
    }

    @Test
    void aListThatIsNotAwakeIsNotMadeToFailNorWoken() {
        assertThat(inside().crash("bob")).isFalse();
        assertThat(inside().look().awake()).isZero();
    }

    @Test
    void aListThatCanNotBeReadIsSeenInTrouble() throws SQLException, InterruptedException {
        running.add("bob", "milk");
        running.restart();
        try (var disk = running.blockedDisk();
                var watching = watch()) {
            Running.execute(disk, "ALTER TABLE change RENAME TO away");
            Running.execute(disk, "COMMIT");
            assertThat(running.call("bob", adding("bread")).join()).isInstanceOf(Outcome.Failed.class);
            assertThat(seen(watching, "bob", one -> one.state() == Inside.State.CRASHED)
                            .entries())
                    .isZero();
            Running.execute(disk, "ALTER TABLE away RENAME TO change");
            seen(watching, "bob", one -> one.state() == Inside.State.AWAKE && one.entries() == 1);
        }
    }

    @Test
    void aListThatIsLetGoIsNotSeenAnyMore() throws InterruptedException {
        running.close();
        running = new Running(folder, Duration.ofMillis(20));
        try (var watching = watch()) {
            running.add("bob", "milk");
            assertThat(happened(watching, "bob", What.LET_GO)).containsSubsequence(What.AWAKE, What.LET_GO);
            assertThat(inside().look().lists()).isEmpty();
        }
    }

    @Test
    void theBusiestOfManyAreNamed() throws InterruptedException {
        for (int i = 0; i < 30; i++) {
            running.add("list " + i, "milk");
        }
        try (var watching = watch()) {
            watching.next();
            for (int i = 0; i < 20; i++) {
                running.add("list 29", "bread " + i);
                running.add("list 17", "bread " + i);
            }
            var look = watching.next();
            assertThat(look).isNotNull();
            assertThat(look.awake()).isEqualTo(30);
            assertThat(look.lists())
                    .hasSize(Inside.MOST_LISTS)
                    .extracting(Inside.OneList::name)
                    .contains("list 29", "list 17");
        }
    }

    @Test
    void nothingIsToldWhileNobodyLooks() {
        running.add("bob", "milk");
        inside().crash("bob");
        assertThat(running.titles("bob")).containsExactly("milk");
        assertThat(inside().look().happened()).isEmpty();
    }

    @Test
    void allWhoWatchAreGivenTheSameLookAndNoMoreThanAHundredWatch() throws InterruptedException {
        List<Inside.Watching> watchings = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            watchings.add(watch());
        }
        assertThat(inside().watch()).isNull();
        watchings.getLast().close();
        assertThat(watchings.getLast().next()).isNull();
        assertThat(watchings.getFirst().next()).isSameAs(inside().look());
        watchings.forEach(Inside.Watching::close);
        try (var again = watch()) {
            assertThat(again).isNotNull();
        }
    }
}
