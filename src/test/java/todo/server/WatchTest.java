package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.adding;
import static todo.server.Running.LONG;
import static todo.server.Running.OWNER;
import static todo.server.Running.given;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import todo.account.Caller;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Field;
import todo.store.Request;

class WatchTest extends RunningTest {
    private Watch watch(@Nullable Long since) {
        return given(running.todos().watch(OWNER, "bob", since));
    }

    /// The versions of the next changes, `count` of them at least.
    private static List<Long> next(Watch watch, int count) throws Exception {
        var versions = new ArrayList<Long>();
        while (versions.size() < count) {
            var next = watch.next(LONG);
            assertThat(next).isNotEmpty();
            next.forEach(change -> versions.add(change.version()));
        }
        return versions;
    }

    private static List<Long> versions(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void eachChangeComesOnceAndInOrder() throws Exception {
        running.add("bob", "before");
        try (var watch = watch(null)) {
            assertThat(watch.version(LONG)).isEqualTo(1);
            running.add("ann", "of another list");
            running.make("bob", new Edit.All(List.of(adding("a"), adding("b"))));
            running.add("bob", "c");
            assertThat(next(watch, 3)).containsExactly(2L, 3L, 4L);
            assertThat(watch.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void whatCameBeforeIsReadUp() throws Exception {
        for (int i = 0; i < 5; i++) {
            running.add("bob", "t" + i);
        }
        try (var watch = watch(2L)) {
            assertThat(next(watch, 3)).containsExactly(3L, 4L, 5L);
            running.add("bob", "more");
            assertThat(next(watch, 1)).containsExactly(6L);
        }
    }

    @Test
    void aVersionThatTheListHasNotComeToIsRefused() {
        running.add("bob", "milk");
        try (var watch = watch(2L)) {
            assertThatThrownBy(() -> watch.next(LONG))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the list \"bob\" has not come to version 2; it is at 1");
        }
    }

    @Test
    void killsAreNotNoticed() throws Exception {
        running.add("bob", "before");
        try (var watch = watch(0L)) {
            long version = 0;
            for (int round = 0; round < 5; round++) {
                for (int i = 0; i < 20; i++) {
                    var _ = running.call("bob", adding("t" + round + " " + i));
                }
                running.todos().crash("bob");
                version = running.list("bob").version();
            }
            assertThat(version).isPositive();
            long last = running.insist("bob", adding("last"), new Request("last", ""))
                    .version();
            assertThat(last).isGreaterThan(version);
            assertThat(next(watch, (int) last)).isEqualTo(versions(1, last));
        }
    }

    @Test
    void aListThatIsLetGoIsWatchedOn() throws Exception {
        running.close();
        running = new Running(folder, Duration.ofMillis(4));
        try (var watch = watch(0L)) {
            for (int i = 1; i <= 200; i++) {
                running.add("bob", "t" + i);
                running.add("ann", "t" + i);
            }
            assertThat(next(watch, 200)).isEqualTo(versions(1, 200));
        }
    }

    @Test
    void longChangesThatAreNotTakenAtOnceAreReadWhenTheyAre() throws Exception {
        var notes = new Field.Notes("x".repeat(60_000));
        try (var watch = watch(0L)) {
            watch.version(LONG);
            for (int i = 0; i < 40; i++) {
                running.make("bob", adding("t" + i, notes));
            }
            assertThat(next(watch, 40)).isEqualTo(versions(1, 40));
        }
    }

    @Test
    void whoIsTooSlowIsToldAndGoesOnFromWhereTheyWere() throws Exception {
        var seen = new ArrayList<Change>();
        try (var watch = watch(0L)) {
            watch.version(LONG);
            for (int i = 0; i < 2_500; i++) {
                var _ = running.call("bob", adding("t" + i));
            }
            running.add("bob", "last");
            assertThatThrownBy(() -> {
                        while (true) {
                            seen.addAll(watch.next(LONG));
                        }
                    })
                    .isInstanceOf(Watch.Ended.class);
        }
        assertThat(seen.stream().map(Change::version)).containsExactlyElementsOf(versions(1, seen.size()));
        try (var watch = watch((long) seen.size())) {
            assertThat(next(watch, 2_501 - seen.size())).isEqualTo(versions(seen.size() + 1, 2_501));
        }
    }

    @Test
    void aListThatNobodyMayReadIsNotWatched() {
        assertThat(running.todos().watch(new Caller("mallory"), "bob", null)).isInstanceOf(Answer.Refused.class);
        assertThat(running.todos().watch(OWNER, "a/b", null)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void aClosedWatchEnds() {
        var watch = watch(null);
        watch.close();
        assertThatThrownBy(() -> {
                    while (true) {
                        watch.next(LONG);
                    }
                })
                .isInstanceOf(Watch.Ended.class);
    }
}
