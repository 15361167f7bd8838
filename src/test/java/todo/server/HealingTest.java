package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.store.Request;

class HealingTest extends RunningTest {
    @Test
    void aKilledListComesBackWithItsEntries() {
        running.add("bob", "milk");
        running.todos().crash("bob");
        assertThat(running.titles("bob")).containsExactly("milk");
        running.add("bob", "bread");
        assertThat(running.titles("bob")).containsExactly("milk", "bread");
    }

    @Test
    void whoAskedAKilledListIsAnsweredAndOthersDoNotNotice() throws SQLException {
        running.add("bob", "milk");
        running.add("ann", "tea");
        CompletableFuture<Outcome> call;
        CompletableFuture<Outcome> other;
        try (var disk = running.blockedDisk()) {
            call = running.call("bob", adding("bread"));
            other = running.call("ann", adding("cake"));
            running.todos().crash("bob");
            assertThat(call.join())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.failure()).isEqualTo(Outcome.Failure.UNAVAILABLE));
            assertThat(running.titles("ann")).containsExactly("tea");
            Running.execute(disk, "COMMIT");
        }
        Running.done(other.join());
        assertThat(running.titles("bob")).containsExactly("milk", "bread"); // it was on its way to the disk
    }

    /// An edit that no door lets through, as if the rules had a defect that only one entry meets.
    @SuppressWarnings("NullAway")
    private static Edit poisoned(long id) {
        return new Edit.Amend(id, List.of(new Field.Title(null)));
    }

    @Test
    void anEntryOnWhichTheListFailsHoldsUpNothingElse() {
        running.add("bob", "poison");
        running.add("bob", "milk");
        running.add("ann", "tea");
        for (int i = 0; i < 5; i++) {
            assertThat(running.call("bob", poisoned(1)).join())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.failure()).isEqualTo(Outcome.Failure.UNAVAILABLE));
            running.make("bob", new Edit.Amend(2, List.of(new Field.Title("milk " + i))));
            running.make("ann", adding("cake " + i));
        }
        assertThat(running.titles("bob")).containsExactly("poison", "milk 4");
        assertThat(running.history("bob")).hasSize(7);
        assertThat(running.history("ann")).hasSize(6);
    }

    @Test
    void manyKillsInMidWorkLoseNothingAcknowledged() throws InterruptedException, ExecutionException {
        var acknowledged = new ArrayList<Entry>();
        for (int round = 0; round < 4; round++) {
            running.list("bob");
            var calls = new ArrayList<CompletableFuture<Outcome>>();
            for (int i = 0; i < 200; i++) {
                calls.add(running.call("bob", adding("t" + round + " " + i)));
                if (i == 100) {
                    running.todos().crash("bob");
                }
            }
            for (var call : calls) {
                if (call.get() instanceof Outcome.Done done) {
                    acknowledged.addAll(done.entries());
                }
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(4 * 99);
        assertThat(running.list("bob").all()).containsAll(acknowledged);
        assertThat(running.list("bob").version())
                .isEqualTo(running.history("bob").size());
    }

    @Test
    void aWorkerThatFailsInMidWorkLeavesNobodyWithoutAnswer() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Entry>>> adders = new ArrayList<>();
            for (int adder = 0; adder < 8; adder++) {
                String list = "list " + adder % 3;
                int number = adder;
                adders.add(threads.submit(() -> {
                    var added = new ArrayList<Entry>();
                    for (int i = 0; i < 10; i++) {
                        if (running.call(list, adding("t" + number + " " + i)).get() instanceof Outcome.Done done) {
                            added.addAll(done.entries());
                        }
                    }
                    return added;
                }));
            }
            while (!adders.stream().allMatch(Future::isDone)) {
                try (var disk = running.blockedDisk()) {
                    Running.execute(disk, "ALTER TABLE change RENAME TO away");
                    Running.execute(disk, "COMMIT");
                    running.call("list 0", new Edit.Remove(0)).join();
                    Running.execute(disk, "ALTER TABLE away RENAME TO change");
                }
            }
            for (int adder = 0; adder < 8; adder++) {
                assertThat(running.list("list " + adder % 3).all())
                        .containsAll(adders.get(adder).get());
            }
        }
    }

    @Test
    void aListThatCanNotBeReadIsServedOnceItCan() throws SQLException {
        running.add("bob", "milk");
        running.restart();
        try (var disk = running.blockedDisk()) {
            Running.execute(disk, "ALTER TABLE change RENAME TO away");
            Running.execute(disk, "COMMIT");
            assertThat(running.call("bob", adding("bread")).join()).isInstanceOf(Outcome.Failed.class);
            assertThat(running.todos().history(Running.OWNER, "bob", 1, 9)).isInstanceOf(Answer.Failed.class);
            Running.execute(disk, "ALTER TABLE away RENAME TO change");
        }
        assertThat(running.titles("bob")).containsExactly("milk");
    }

    @Test
    void aListLetGoWhileItCouldNotBeReadIsServedOnceItCan() throws SQLException {
        running.add("bob", "milk");
        running.add("other", "eggs");
        running.close();
        running = new Running(folder, Duration.ofMillis(20));
        try (var disk = running.blockedDisk()) {
            Running.execute(disk, "ALTER TABLE change RENAME TO away");
            Running.execute(disk, "COMMIT");
            for (int i = 0; i < 5; i++) {
                assertThat(running.call("bob", adding("bread")).join()).isInstanceOf(Outcome.Failed.class);
                // by now it waits for its next start, longer than it takes to be found unused
                assertThat(running.call("other", new Edit.Remove(1)).join()).isInstanceOf(Outcome.Failed.class);
            }
            Running.execute(disk, "ALTER TABLE away RENAME TO change");
        }
        assertThat(running.titles("bob")).containsExactly("milk");
    }

    @Test
    void closingAnswersWhatIsUnderWayAndTakesNothingMore() {
        var calls = IntStream.range(0, 2_000)
                .mapToObj(i -> running.call("list " + i % 10, adding("t" + i)))
                .toList();
        var todos = running.todos();
        running.system().close();
        assertThat(calls)
                .allSatisfy(call -> Running.done(call.getNow(
                        new Outcome.Failed(Outcome.Failure.UNAVAILABLE, "not answered when it was closed"))));
        assertThat(todos.edit(Running.OWNER, "bob", adding("x"))).isInstanceOf(Outcome.Failed.class);
        running = new Running(folder);
        assertThat(IntStream.range(0, 10)
                        .map(i -> running.list("list " + i).size())
                        .sum())
                .isEqualTo(2_000);
    }

    @Test
    void listsThatAreLetGoLoseNoMessageAndGiveNoIdTwice() {
        running.close();
        running = new Running(folder, Duration.ofMillis(4));
        var done = new ArrayList<Outcome.Done>();
        for (int round = 0; round < 300; round++) {
            var calls = new ArrayList<CompletableFuture<Outcome>>();
            for (int i = 0; i < 4; i++) {
                String title = round + " " + i;
                calls.add(running.call("list " + i % 2, adding(title), i < 2 ? null : new Request(title, "")));
            }
            calls.forEach(call -> done.add(Running.done(call.join())));
        }
        assertThat(done).hasSize(1_200);
        for (int i = 0; i < 2; i++) {
            assertThat(running.list("list " + i).all())
                    .extracting(Entry::id)
                    .doesNotHaveDuplicates()
                    .hasSize(600);
            assertThat(running.list("list " + i).lastId()).isEqualTo(600);
        }
    }
}
