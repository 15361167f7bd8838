package todo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import todo.TestClock;
import todo.account.Caller;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.ListBeingMade;
import todo.list.ListProperties;
import todo.list.Refusal;
import todo.list.TodoList;
import todo.prove.DatabaseLink;
import todo.store.DatabaseAddress;
import todo.store.Kind;

/// Several servers that share a PostgreSQL database, in this JVM.
final class ServersHere implements AutoCloseable {
    static final Caller OWNER = Caller.OWNER;
    static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final DatabaseAddress database = Kind.fresh();
    private final DatabaseLink link = new DatabaseLink(database.url());
    private final List<TodoSystem> systems = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final Set<Integer> closed = new HashSet<>();
    private int heard;

    /// So many, which have come together.
    ServersHere(Path folder, int count, Duration idle) throws IOException {
        for (int number = 0; number < count; number++) {
            add(folder, database, idle);
        }
        awaitEachOther();
    }

    /// Adds another, without waiting for it to be taken in.
    ///
    /// @param linked whether it reaches the database by [#link]
    void add(Path folder, boolean linked) throws IOException {
        add(folder, linked ? new DatabaseAddress(link.url(), null) : database, Duration.ofHours(1));
    }

    private void add(Path folder, DatabaseAddress database, Duration idle) throws IOException {
        int number = systems.size();
        ports.add(freePort());
        systems.add(start(folder.resolve("data " + number), ports.get(number), database, idle));
    }

    DatabaseLink link() {
        return link;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static TodoSystem start(Path data, int port, DatabaseAddress database, Duration idle) {
        var self = new ClusterSettings.Address("127.0.0.1", port);
        return TodoSystem.start(new TodoSystem.Settings(
                data,
                1,
                idle,
                LONG,
                new TestClock().withZone(ZoneOffset.UTC),
                Period.ZERO,
                database,
                new ClusterSettings(self, List.of(), null)));
    }

    void awaitEachOther() {
        for (var system : systems) {
            while (system.servers().stream()
                                    .filter(server -> server.state().equals("up") && server.reachable())
                                    .count()
                            < systems.size()
                    || !system.ready(LONG)) {
                Thread.onSpinWait();
            }
        }
    }

    DatabaseAddress database() {
        return database;
    }

    TodoSystem system(int number) {
        return systems.get(number);
    }

    Todos todos(int number) {
        return system(number).todos();
    }

    int port(int number) {
        return ports.get(number);
    }

    /// Makes an edit by way of one of them, which must work.
    Outcome.Done make(int number, String list, Edit edit) {
        return Running.done(todos(number).edit(OWNER, list, edit));
    }

    /// Adds by way of one of them, as often as it is told to try again.
    void insist(int number, String list, String title) {
        var outcome = todos(number).edit(OWNER, list, ListBeingMade.adding(title));
        while (outcome instanceof Outcome.Failed(var failure, var message)) {
            assertThat(failure).as(message).isEqualTo(Outcome.Failure.UNAVAILABLE);
            outcome = todos(number).edit(OWNER, list, ListBeingMade.adding(title));
        }
        if (!(outcome instanceof Outcome.Refused(Refusal.UidTaken _))) { // else it was made, and the answer lost
            Running.done(outcome);
        }
    }

    /// The list, as one of them shows it.
    TodoList list(int number, String list) {
        return Running.given(
                todos(number).ask(OWNER, list, new Question.Whole()).join());
    }

    List<String> titles(int number, String list) {
        return list(number, list).all().stream().map(Entry::title).toList();
    }

    /// The one that has the process of `list`.
    int home(String list) {
        var homes = homes(list);
        while (homes.size() != 1) { // what is told of processes may be a moment old
            homes = homes(list);
        }
        return homes.getFirst();
    }

    private List<Integer> homes(String list) {
        return IntStream.range(0, systems.size())
                .filter(number -> system(number).inside().look().lists().stream()
                        .anyMatch(one -> one.name().equals(list)))
                .boxed()
                .toList();
    }

    /// Watches all lists by way of one of them, once it hears of those that others have: from one that has just come,
    /// that takes a moment.
    WatchAll watchAll(int number, List<String> lists) throws InterruptedException {
        while (true) {
            var watch = todos(number).watchAll(OWNER);
            for (String list : lists) {
                make(number, list, new Edit.Describe(new ListProperties("heard " + ++heard, "", 0)));
            }
            if (hears(watch, lists)) {
                return watch;
            }
            watch.close();
        }
    }

    private static boolean hears(WatchAll watch, List<String> lists) throws InterruptedException {
        var missing = new HashSet<>(lists);
        try {
            for (var news = watch.next(SHORT); !news.isEmpty() && !missing.isEmpty(); news = watch.next(SHORT)) {
                news.forEach(one -> missing.remove(one.list()));
            }
        } catch (Watch.Ended _) {
            return false;
        }
        return missing.isEmpty();
    }

    /// One that has not.
    int other(String list) {
        return (home(list) + 1) % systems.size();
    }

    /// Has one of them leave in order.
    void close(int number) {
        system(number).close();
        closed.add(number);
    }

    @Override
    public void close() throws IOException {
        for (int number = 0; number < systems.size(); number++) {
            if (!closed.contains(number)) {
                close(number);
            }
        }
        link.close();
    }
}
