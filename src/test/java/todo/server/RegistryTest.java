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
import org.junit.jupiter.api.io.TempDir;
import todo.account.Caller;
import todo.list.Edit;
import todo.list.Entry;
import todo.store.Database;

class RegistryTest {
    @TempDir
    private Path folder;

    private Database database;
    private ActorSystem<ShardingEnvelope<Command>> lists;
    private Todos todos;

    @BeforeEach
    void start() {
        database = Database.open(folder, 1);
        var committed = new Committed();
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
}
