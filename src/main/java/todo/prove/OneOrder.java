package todo.prove;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import todo.client.Connection;
import todo.list.Change;
import todo.prove.Linearizable.Call;
import todo.server.TodoSystem;

/// Clients who work on one list at once, and watchers of it who come and go: whether all they were told fits one order.
final class OneOrder {
    private static final int HISTORIES = 60;
    private static final int CLIENTS = 4;
    private static final int STEPS = 6;
    private static final int WATCHERS = 2;
    private static final String END = "the end, attempt ";

    private final Way way;
    private final String list;
    private final long seed;
    private final List<Call<Operation>> calls = new CopyOnWriteArrayList<>();
    private final List<Operation.Read> known = new CopyOnWriteArrayList<>();

    private OneOrder(Way way, String list, long seed) {
        this.way = way;
        this.list = list;
        this.seed = seed;
    }

    static Proof proof() {
        return new Proof(
                "one-order",
                "Clients add to, edit and read one list at once, over HTTP and in Java; all they and its watchers are told"
                        + " fits one order, and watchers who come and go hear of every change once.",
                20,
                trial -> run(trial, HISTORIES, List.of()));
    }

    /// One round of so many `histories` each way, with these further `flags` for the server's JVM.
    static void run(Trial trial, int histories, List<String> flags) throws Exception {
        try (var server = ServerProcess.start(
                        flags, trial.folder().resolve("http"), trial.folder().resolve("server.log"));
                var http = new Http(server.address(), server.token());
                var connection = new Connection(server.address(), server.token())) {
            many(trial, "HTTP", new ByHttp(http, connection), histories);
        }
        try (var system = TodoSystem.start(trial.folder().resolve("java"))) {
            many(trial, "Java", new ByJava(system.todos()), histories);
        }
    }

    private static void many(Trial trial, String name, Way way, int histories) throws Exception {
        for (int history = 0; history < histories; history++) {
            trial.tell(name + ", history " + (history + 1) + " of " + histories);
            one(trial, name, way, trial.seed() * histories + history);
        }
    }

    /// One history, whose choices come from the `seed`, of a list that is named after it.
    static void one(Trial trial, String name, Way way, long seed) throws Exception {
        var one = new OneOrder(way, "history " + seed, seed);
        try {
            one.run();
        } finally {
            trial.keep("calls.txt", one.calls.stream().map(Call::toString).toList());
        }
        trial.count("histories by " + name, 1);
        trial.count(
                "calls",
                one.calls.stream()
                        .filter(call -> !(call.what() instanceof Operation.Told))
                        .count());
        trial.count(
                "calls never answered",
                one.calls.stream().filter(Call::isPending).count());
        trial.count(
                "events",
                one.calls.stream()
                        .filter(call -> call.what() instanceof Operation.Told)
                        .count());
    }

    private void run() throws Exception {
        List<Future<?>> watchers = new ArrayList<>();
        List<Watching> watchings = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int watcher = 0; watcher < WATCHERS; watcher++) {
                var watching = new Watching(way, list, new Random(seed * 31 + watcher), END, calls::add);
                watchings.add(watching);
                watchers.add(threads.submit(watching));
            }
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                clients.add(threads.submit(client("client " + client, new Random(seed * 37 + client))));
            }
            try {
                await(clients);
                end();
                await(watchers);
            } finally {
                threads.shutdownNow();
            }
        }
        var seen = way.seen(list);
        seen.check(list);
        var known =
                calls.stream().flatMap(call -> completed(call, seen.history())).toList();
        if (!Linearizable.check(Operation.State.EMPTY, known, (state, operation) -> operation.after(state))) {
            throw new Lost("what was told of " + list + " fits no order");
        }
        for (var watching : watchings) {
            watching.check(seen.history());
        }
    }

    /// What was not answered, with what the history says of it: nothing if it was not done.
    private static Stream<Call<Operation>> completed(Call<Operation> call, List<Change> history) {
        return call.isPending()
                ? history.stream()
                        .map(change -> call.what().doneBy(change))
                        .filter(Objects::nonNull)
                        .map(operation -> new Call<Operation>(operation, call.from(), call.to()))
                : Stream.of(call);
    }

    private static void await(List<Future<?>> futures) throws Exception {
        for (var future : futures) {
            try {
                future.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private void end() throws Exception {
        boolean ended = false;
        for (int attempt = 1; !ended; attempt++) {
            String title = END + attempt;
            ended = call(() -> way.add(list, title, true), new Operation.Add(title, 0, 0));
        }
    }

    private Callable<Void> client(String name, Random random) {
        return () -> {
            for (int step = 0; step < STEPS; step++) {
                step(name + ", step " + step, random);
            }
            return null;
        };
    }

    private void step(String title, Random random) throws IOException, InterruptedException {
        boolean patient = random.nextInt(10) > 0;
        int chance = random.nextInt(10);
        var entry = known.isEmpty() ? null : known.get(random.nextInt(known.size()));
        if (random.nextInt(40) == 0) {
            way.disturb(list);
        }
        if (entry == null || chance < 2) {
            call(() -> way.add(list, title, patient), new Operation.Add(title, 0, 0));
        } else if (chance < 6) {
            long ifMatch = random.nextBoolean() ? 0 : entry.held().version();
            call(
                    () -> way.edit(list, entry.id(), title, ifMatch, patient),
                    new Operation.Edit(entry.id(), title, ifMatch, 0));
        } else if (chance < 8) {
            call(() -> way.read(list, entry.id()), null);
        } else {
            call(() -> way.readAll(list), null);
        }
    }

    private interface Asking {
        Operation ask() throws Way.Unanswered, IOException, InterruptedException;
    }

    /// Asks, and writes down when and what was told. Gives whether there was an answer.
    ///
    /// @param unanswered what may or may not have been done without an answer; `null` if that changes nothing
    private boolean call(Asking asking, @org.jspecify.annotations.Nullable Operation unanswered)
            throws IOException, InterruptedException {
        long from = System.nanoTime();
        try {
            var operation = asking.ask();
            calls.add(new Call<>(operation, from, System.nanoTime()));
            learn(operation);
            return true;
        } catch (Way.Unanswered e) {
            if (unanswered != null) {
                calls.add(new Call<>(unanswered, from, Long.MAX_VALUE));
            }
            return false;
        }
    }

    private void learn(Operation operation) {
        switch (operation) {
            case Operation.Add(var title, var id, var version) ->
                known.add(new Operation.Read(id, new Operation.Held(title, version)));
            case Operation.Edit(var id, var title, var _, var version) ->
                known.add(new Operation.Read(id, new Operation.Held(title, version)));
            case Operation.Stale(var id, var _, var current) -> known.add(new Operation.Read(id, current));
            case Operation.Read read -> known.add(read);
            case Operation.ReadAll _, Operation.Told _ -> {}
        }
    }
}
