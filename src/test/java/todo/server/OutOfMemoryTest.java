package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import todo.account.Caller;
import todo.list.ListBeingMade;
import todo.store.OutOfMemory;

@Timeout(60)
class OutOfMemoryTest {
    @TempDir
    private Path folder;

    private final AtomicBoolean usedUp = new AtomicBoolean();

    private TodoSystem start() {
        InstantSource clock = () -> {
            if (usedUp.get()) {
                throw new OutOfMemoryError("as if");
            }
            return ListBeingMade.NOON;
        };
        return TodoSystem.start(new TodoSystem.Settings(folder, 1, Duration.ofHours(1), Duration.ofSeconds(20), clock));
    }

    @Test
    void aSystemWhoseMemoryIsUsedUpEndsAndCanBeOpenedAgain() throws Exception {
        var found = new CountDownLatch(1);
        var forget = OutOfMemory.whenFound(found::countDown);
        try (var system = start()) {
            assertThat(system.defect(Duration.ofSeconds(20))).isNull();
            Running.done(system.todos().edit(Caller.OWNER, "bob", adding("milk")));
            usedUp.set(true);
            assertThat(system.todos().edit(Caller.OWNER, "bob", adding("lost"))).isInstanceOf(Outcome.Failed.class);
            assertThat(found.await(20, TimeUnit.SECONDS)).isTrue();
            while (system.defect(Duration.ofSeconds(20)) == null) {
                Thread.onSpinWait();
            }
            assertThat(system.trouble(Duration.ofSeconds(20))).isNotNull();
            assertThat(system.todos().edit(Caller.OWNER, "bob", adding("late"))).isInstanceOf(Outcome.Failed.class);
        } finally {
            forget.run();
        }
        usedUp.set(false);
        try (var again = openedAgain()) {
            var bob = Running.given(
                    again.todos().ask(Caller.OWNER, "bob", new Question.Whole()).join());
            assertThat(bob.all()).extracting(todo.list.Entry::title).containsExactly("milk");
        }
    }

    /// The folder is free once the first has ended.
    private TodoSystem openedAgain() {
        while (true) {
            try {
                return start();
            } catch (todo.store.StoreException _) {
                Thread.onSpinWait();
            }
        }
    }
}
