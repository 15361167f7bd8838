package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.NOON;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import todo.account.Caller;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.store.Database;

class RegistryTest {
    @TempDir
    private Path folder;

    private static final long MOST = 300_000;

    private Database database;
    private Committed committed;
    private ActorSystem<ShardingEnvelope<Command>> lists;
    private Todos todos;

    @BeforeEach
    void start() {
        database = Database.open(folder, 1);
        committed = new Committed(MOST);
        var feed = new Feed();
        lists = ActorSystem.create(
                TodoCache.create(database, () -> NOON, committed, feed, Duration.ofHours(1)), "test");
        todos = new Todos(
                database, committed, feed, new LocalLists(lists), Clock.fixed(NOON, ZoneOffset.UTC), Running.LONG);
    }

    @AfterEach
    void stop() {
        ActorTestKit.shutdown(lists, Running.LONG);
        database.close();
    }

    /// What it can't read: it fails on it.
    private void crash() {
        lists.<Object>unsafeUpcast().tell("not an envelope");
    }

    private List<String> titles(String list) {
        return Running.given(todos.ask(Caller.OWNER, list, new Question.Whole()).join()).all().stream()
                .map(Entry::title)
                .toList();
    }

    private Outcome make(Edit edit) {
        return todos.edit(Caller.OWNER, "bob", edit);
    }

    @Test
    void aRegistryThatFailsFindsAllListsAgain() {
        Running.done(make(adding("milk")));
        crash();
        assertThat(titles("bob")).containsExactly("milk");
        Running.done(make(adding("bread")));
        assertThat(titles("bob")).containsExactly("milk", "bread");
        assertThat(titles("ann")).isEmpty();
    }

    @Test
    void listsDoNotNoticeThatTheRegistryFails() {
        Running.done(make(adding("milk")));
        var calls = IntStream.range(0, 500)
                .mapToObj(i -> todos.call(Caller.OWNER, "bob", adding("t" + i), List.of(), null))
                .toList();
        crash();
        assertThat(calls).allSatisfy(call -> Running.done(call.join()));
        assertThat(titles("bob")).hasSize(501);
    }

    /// Makes a list that takes 60,000 bytes of memory and more.
    private void makeLarge(String list) {
        var edit = adding(list, new Field.Notes("x".repeat(60_000)));
        Running.done(todos.edit(Caller.OWNER, list, edit));
    }

    @Test
    @Timeout(60)
    void listsThatTakeTooMuchMemoryAreLetGoThoseFirstThatWereUsedLeast() {
        for (int i = 1; i <= 4; i++) {
            makeLarge("list " + i);
        }
        assertThat(titles("list 1")).containsExactly("list 1");
        makeLarge("list 5");
        while (committed.bytes() > MOST) {
            Thread.onSpinWait();
        }
        assertThat(committed.has("list 2")).isFalse();
        assertThat(committed.has("list 1")).isTrue();
        assertThat(committed.has("list 5")).isTrue();
        for (int i = 1; i <= 5; i++) {
            assertThat(titles("list " + i)).containsExactly("list " + i);
        }
    }
}
