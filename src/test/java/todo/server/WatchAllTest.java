package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import todo.account.Caller;
import todo.list.Edit;
import todo.list.Field;
import todo.list.ListBeingMade;
import todo.list.ListProperties;

@Timeout(60)
class WatchAllTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static void describe(TodoSystem system, String list, int order) {
        var edit = new Edit.Describe(new ListProperties("", "", order));
        assertThat(system.todos().edit(Caller.OWNER, list, edit)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void theNewsOfAListComeInItsOrderAndNoneIsMissing() throws Exception {
        try (var system = TodoSystem.start(folder);
                var watch = system.todos().watchAll(Caller.OWNER)) {
            for (int i = 1; i <= 20; i++) {
                describe(system, "a", i);
                describe(system, "b", i);
            }
            List<Long> versions = new ArrayList<>();
            while (!versions.contains(20L)) {
                watch.next(LONG).stream()
                        .filter(news -> news.list().equals("b"))
                        .forEach(news -> news.changes().forEach(change -> versions.add(change.version())));
            }
            assertThat(versions).isSorted().hasSize(20);
        }
    }

    @Test
    void whoSeesNoListHearsOfNone() throws Exception {
        try (var system = TodoSystem.start(folder);
                var watch = system.todos().watchAll(new Caller("stranger"));
                var own = system.todos().watchAll(Caller.OWNER)) {
            describe(system, "a", 1);
            assertThat(own.next(LONG)).isNotEmpty();
            assertThat(watch.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void oneThatIsNotReadEndsAndHoldsNobodyUp() throws Exception {
        try (var system = TodoSystem.start(folder);
                var watch = system.todos().watchAll(Caller.OWNER)) {
            for (int i = 1; i <= 1_100; i++) {
                describe(system, "a", i);
            }
            assertThatThrownBy(() -> watch.next(LONG)).isInstanceOf(Watch.Ended.class);
        }
    }

    @Test
    void oneThatDoesNotTakeMuchTextEnds() throws Exception {
        var notes = new Field.Notes("x".repeat(60_000));
        try (var system = TodoSystem.start(folder);
                var watch = system.todos().watchAll(Caller.OWNER)) {
            for (int i = 1; i <= 20; i++) {
                Running.done(system.todos().edit(Caller.OWNER, "a", ListBeingMade.adding("t" + i, notes)));
            }
            assertThatThrownBy(() -> watch.next(LONG)).isInstanceOf(Watch.Ended.class);
        }
    }

    @Test
    void oneThatIsClosedEndsForWhoeverWaits() throws Exception {
        try (var system = TodoSystem.start(folder)) {
            var watch = system.todos().watchAll(Caller.OWNER);
            watch.close();
            assertThatThrownBy(() -> watch.next(LONG)).isInstanceOf(Watch.Ended.class);
        }
    }
}
