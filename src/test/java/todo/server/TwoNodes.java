package todo.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import scala.concurrent.Await;
import todo.list.Edit;
import todo.list.ListBeingMade;
import todo.store.Database;
import todo.store.Kind;

/// Two nodes that speak over the network: all lists live on the one, and who asks is on the other. Both have the
/// database.
final class TwoNodes {
    private static final Duration LONG = Duration.ofMinutes(1);

    final Database database;
    private final ActorSystem<ShardingEnvelope<Command>> there;
    private final ActorSystem<ShardingEnvelope<Command>> here;
    private final ActorRef<ShardingEnvelope<Command>> lists;
    private final AtomicInteger made = new AtomicInteger();

    TwoNodes(Path folder) {
        database = Kind.open(folder, 1);
        there = ActorSystem.create(
                TodoCache.create(
                        database,
                        () -> ListBeingMade.NOON,
                        new Committed(Long.MAX_VALUE),
                        new Feed(),
                        Duration.ofHours(1)),
                "todo",
                config());
        String address = ActorRefResolver.get(there).toSerializationFormat(there);
        here = ActorSystem.create(passingOn(address), "todo", config());
        lists = ActorRefResolver.get(here).resolveActorRef(address);
    }

    private static Behavior<ShardingEnvelope<Command>> passingOn(String address) {
        return Behaviors.setup(context -> {
            ActorRef<ShardingEnvelope<Command>> lists =
                    ActorRefResolver.get(context.getSystem()).resolveActorRef(address);
            return Behaviors.receiveMessage(envelope -> {
                lists.tell(envelope);
                return Behaviors.same();
            });
        });
    }

    /// The door of the node on which no lists live.
    Todos todos() {
        return new Todos(
                database,
                new Committed(Long.MAX_VALUE),
                new Feed(),
                new LocalLists(here),
                Clock.fixed(ListBeingMade.NOON, ZoneOffset.UTC),
                LONG);
    }

    private static Config config() {
        return ConfigFactory.parseString("""
                        pekko.loglevel = ERROR
                        pekko.actor.provider = remote
                        pekko.remote.use-unsafe-remote-features-outside-cluster = on
                        pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
                        """)
                .withFallback(ConfigFactory.parseResources("cluster.conf"))
                .withFallback(ConfigFactory.parseResources("pekko.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    /// A name that nothing else has.
    String fresh(String name) {
        return name + " " + made.incrementAndGet();
    }

    Fetching fetching() {
        return Fetching.of(database, lists, LONG, here.scheduler());
    }

    /// What comes back over the network.
    Object reply(String list, Function<ActorRef<Object>, Command> command) {
        return AskPattern.<ShardingEnvelope<Command>, Object>ask(
                        lists, replyTo -> Parts.last(here, lists, list, command.apply(replyTo)), LONG, here.scheduler())
                .toCompletableFuture()
                .join();
    }

    Object replyTo(String list, Edit edit) {
        return reply(list, replyTo -> new Command.Do(edit, List.of(), "me", null, replyTo.narrow()));
    }

    <T> Object replyTo(String list, Question<T> question) {
        return reply(list, replyTo -> new Command.Ask<T>(question, replyTo.narrow()));
    }

    Outcome call(String list, Edit edit) {
        return fetching().outcome(list, replyTo(list, edit)).join();
    }

    Outcome.Done make(String list, Edit edit) {
        return Running.done(call(list, edit));
    }

    <T> T ask(String list, Question<T> question) {
        return Running.given(
                fetching().answer(list, question, replyTo(list, question)).join());
    }

    void tell(String list, Command command) {
        lists.tell(new ShardingEnvelope<>(list, command));
    }

    /// One that hears, on the asker's node.
    <T> Hearing<T> hear() {
        BlockingQueue<T> heard = new LinkedBlockingQueue<>();
        Behavior<T> hearing = Behaviors.receiveMessage(message -> {
            heard.add(message);
            return Behaviors.same();
        });
        return new Hearing<>(here.systemActorOf(hearing, fresh("hearing").replace(' ', '-'), Props.empty()), heard);
    }

    record Hearing<T>(ActorRef<T> ref, BlockingQueue<T> heard) {
        T next() throws InterruptedException {
            var next = heard.poll(LONG.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(next).isNotNull();
            return java.util.Objects.requireNonNull(next);
        }
    }

    void close() throws Exception {
        for (var node : List.of(here, there)) {
            node.terminate();
            var _ = Await.ready(
                    node.whenTerminated(),
                    scala.concurrent.duration.Duration.apply(LONG.toMillis(), TimeUnit.MILLISECONDS));
        }
        database.close();
    }
}
