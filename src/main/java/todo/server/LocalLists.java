package todo.server;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.Await;
import todo.store.Database;

/// The processes of all lists, in this server.
final class LocalLists implements Lists {
    private static final Logger LOG = LoggerFactory.getLogger(LocalLists.class);

    private final ActorSystem<ShardingEnvelope<Command>> system;
    private final AtomicLong watchers = new AtomicLong();

    LocalLists(Database database, InstantSource clock, Committed committed, Feed feed, Duration idle) {
        this(ActorSystem.create(TodoCache.create(database, clock, committed, feed, idle), "todo", setup()));
    }

    /// @param registry a [TodoCache]
    LocalLists(ActorSystem<ShardingEnvelope<Command>> registry) {
        this.system = registry;
    }

    private static BootstrapSetup setup() {
        var loader = new OfActors();
        return BootstrapSetup.create(ConfigFactory.parseResources(loader, "pekko.conf"))
                .withClassloader(loader);
    }

    /// Finds no default settings but those of actors. Pekko reads all that are there, and those of a cluster, which is
    /// on the class path too, are many times as many.
    private static final class OfActors extends ClassLoader {
        OfActors() {
            super(LocalLists.class.getClassLoader());
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            var found = Collections.list(super.getResources(name));
            if (name.equals("reference.conf")) {
                found.removeIf(url -> !url.getPath().contains("pekko-actor"));
            }
            return Collections.enumeration(found);
        }
    }

    @Override
    public void tell(String list, Command command) {
        system.tell(new ShardingEnvelope<>(list, command));
    }

    @Override
    public CompletionStage<Outcome> call(String list, Function<ActorRef<Outcome>, Command> command, Duration atMost) {
        return send(list, command, atMost);
    }

    @Override
    public <T> CompletionStage<Answer<T>> ask(String list, Question<T> question, Duration atMost) {
        return send(list, replyTo -> new Command.Ask<>(question, replyTo), atMost);
    }

    private <R> CompletionStage<R> send(String list, Function<ActorRef<R>, Command> command, Duration atMost) {
        return AskPattern.<ShardingEnvelope<Command>, R>ask(
                system, replyTo -> new ShardingEnvelope<>(list, command.apply(replyTo)), atMost, system.scheduler());
    }

    @Override
    public ActorRef<Event> watch(String list, BlockingQueue<Event> queue) {
        return system.systemActorOf(
                Watcher.create(list, system, queue), "watcher-" + watchers.incrementAndGet(), Props.empty());
    }

    @Override
    public boolean areOurs() {
        return true;
    }

    @Override
    public boolean isFirst() {
        return true;
    }

    /// Has it carry out something, as it would a process's message.
    @Override
    public boolean areAlive(Duration atMost) throws InterruptedException {
        var echo = new CountDownLatch(1);
        if (system.whenTerminated().isCompleted()) {
            return false;
        }
        system.executionContext().execute(echo::countDown);
        return echo.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int waiting() {
        return Life.messages(((ExtendedActorSystem) Adapter.toClassic(system)).guardian());
    }

    @Override
    public void close(Duration atMost) throws InterruptedException {
        system.terminate();
        try {
            Await.ready(
                    system.whenTerminated(),
                    scala.concurrent.duration.Duration.apply(atMost.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            LOG.warn("the lists did not end in time");
        }
    }
}
