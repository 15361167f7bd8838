package todo.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import todo.list.Change;

/// The process of a node that tells the others of its lists' news, and hears theirs, for those who watch all lists.
///
/// News goes only to nodes where somebody watches, numbered; when a number is missing, or a node is lost or new, all
/// who watch there are ended: they watch again, and read what they may have missed.
final class Relay {
    /// What is said to a relay.
    sealed interface Message {}

    /// Tell `to` of all news from now on.
    record Subscribe(ActorRef<Message> to) implements Message {}

    /// Nobody watches at `to` any more.
    record Unsubscribe(ActorRef<Message> to) implements Message {}

    /// The next news from `from` has the number `next`.
    record Subscribed(ActorRef<Message> from, long next) implements Message {}

    /// News of the list of that name: see [News].
    record Told(ActorRef<Message> from, long number, String list, long version, List<Change> changes)
            implements Message {}

    /// Somebody watches here; `ready` is completed when all news is heard.
    record Wanted(CompletableFuture<Void> ready) implements Message {}

    /// One of the lists here has news.
    record Here(News news) implements Message {}

    private record Others(Set<ActorRef<Message>> relays) implements Message {}

    private record Lost(ActorRef<Message> relay) implements Message {}

    private record Tick() implements Message {}

    private static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "relay");
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Feed feed;
    private final ActorContext<Message> context;
    private final Map<ActorRef<Message>, Long> sent = new HashMap<>();
    private final Map<ActorRef<Message>, Long> expected = new HashMap<>();
    private final Set<ActorRef<Message>> asked = new HashSet<>();
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private Set<ActorRef<Message>> others = Set.of();
    private boolean wanted;

    private Relay(Feed feed, ActorContext<Message> context) {
        this.feed = feed;
        this.context = context;
    }

    static Behavior<Message> create(Feed feed) {
        return Behaviors.setup(context -> {
            var receptionist = context.getSystem().receptionist();
            receptionist.tell(Receptionist.register(KEY, context.getSelf()));
            var listings = context.messageAdapter(
                    Receptionist.Listing.class, listing -> new Others(listing.getServiceInstances(KEY)));
            receptionist.tell(Receptionist.subscribe(KEY, listings));
            return Behaviors.withTimers(timers -> {
                timers.startTimerWithFixedDelay(new Tick(), TICK);
                return new Relay(feed, context).relay();
            });
        });
    }

    private Behavior<Message> relay() {
        return Behaviors.receive((_, message) -> heard(message), (_, signal) -> signalled(signal));
    }

    private Behavior<Message> signalled(Signal signal) {
        if (signal instanceof org.apache.pekko.actor.typed.PostStop) {
            waiting.forEach(ready -> ready.complete(null)); // all watches end
        }
        return Behaviors.same();
    }

    private Behavior<Message> heard(Message message) {
        switch (message) {
            case Subscribe(var to) -> subscribe(to);
            case Unsubscribe(var to) -> unsubscribe(to);
            case Subscribed(var from, var next) -> subscribed(from, next);
            case Told told -> told(told);
            case Wanted(var ready) -> wanted(ready);
            case Here(var news) -> tell(news);
            case Others(var relays) -> others(relays);
            case Lost(var relay) -> lost(relay);
            case Tick _ -> tick();
        }
        return Behaviors.same();
    }

    private void subscribe(ActorRef<Message> to) {
        if (sent.putIfAbsent(to, 0L) == null) {
            context.watchWith(to, new Lost(to));
        }
        feed.relayed(true);
        to.tell(new Subscribed(context.getSelf(), sent.getOrDefault(to, 0L)));
    }

    private void unsubscribe(ActorRef<Message> to) {
        sent.remove(to);
        feed.relayed(!sent.isEmpty());
    }

    private void tell(News news) {
        long skipped = feed.passed(news);
        sent.replaceAll((to, number) -> {
            long next = number + skipped;
            to.tell(new Told(context.getSelf(), next, news.list(), news.version(), news.changes()));
            return next + 1;
        });
    }

    /// Says how far it has come, so that the others see if they have missed the last.
    private void tick() {
        sent.forEach((to, number) -> to.tell(new Subscribed(context.getSelf(), number)));
        if (wanted && !feed.isWatched()) {
            wanted = false;
            others.forEach(other -> other.tell(new Unsubscribe(context.getSelf())));
            expected.clear();
            asked.clear();
        }
    }

    private void wanted(CompletableFuture<Void> ready) {
        wanted = true;
        waiting.add(ready);
        others.forEach(this::ask);
        ready();
    }

    private void ask(ActorRef<Message> other) {
        if (asked.add(other)) {
            context.watchWith(other, new Lost(other));
            other.tell(new Subscribe(context.getSelf()));
        }
    }

    private void ready() {
        if (expected.keySet().containsAll(others)) {
            waiting.forEach(ready -> ready.complete(null));
            waiting.clear();
        }
    }

    private void others(Set<ActorRef<Message>> relays) {
        others = new HashSet<>(relays);
        others.remove(context.getSelf());
        if (wanted) {
            others.forEach(this::ask);
        }
        ready();
    }

    private void subscribed(ActorRef<Message> from, long next) {
        if (!wanted) {
            return;
        }
        var before = expected.put(from, next);
        if (before == null ? waiting.isEmpty() : before != next) {
            feed.interrupt(); // what came before it, or between, was not heard
        }
        ready();
    }

    private void told(Told told) {
        var next = expected.get(told.from);
        if (next == null || told.number < next) {
            return;
        }
        expected.put(told.from, told.number + 1);
        if (told.number > next) {
            feed.interrupt();
        } else {
            feed.hear(new News(told.list, told.version, told.changes));
        }
    }

    private void lost(ActorRef<Message> relay) {
        unsubscribe(relay);
        asked.remove(relay);
        if (expected.remove(relay) != null) {
            feed.interrupt();
        }
        others = new HashSet<>(others);
        others.remove(relay);
        ready();
    }
}
