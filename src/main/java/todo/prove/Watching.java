package todo.prove;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import todo.list.Change;
import todo.prove.Linearizable.Call;

/// A watcher who hangs up after a few changes, again and again, and comes back with the last version heard of.
final class Watching implements Callable<Void> {
    private static final int LONGEST = 6;

    private final Way way;
    private final String list;
    private final Random random;
    private final String end;
    private final Consumer<Call<Operation>> calls;
    private final List<Change> heard = new ArrayList<>();

    /// @param end how the title of the entry begins after which nothing comes any more
    /// @param calls takes what it was told, and when
    Watching(Way way, String list, Random random, String end, Consumer<Call<Operation>> calls) {
        this.way = way;
        this.list = list;
        this.random = random;
        this.end = end;
        this.calls = calls;
    }

    @Override
    public Void call() throws IOException, InterruptedException {
        while (!hasEnded()) {
            int until = heard.size() + 1 + random.nextInt(LONGEST);
            try (var events = way.watch(list, heard.size())) {
                boolean open = true;
                while (open && heard.size() < until && !hasEnded()) {
                    long from = System.nanoTime();
                    var changes = events.next();
                    open = !changes.isEmpty();
                    for (var change : changes) {
                        hear(change, from);
                    }
                }
            }
        }
        return null;
    }

    private void hear(Change change, long from) {
        if (change.version() != heard.size() + 1) {
            throw new Lost("a watcher of " + list + " heard of change " + change.version() + " after " + heard.size());
        }
        heard.add(change);
        calls.accept(new Call<>(new Operation.Told(change.version()), from, System.nanoTime()));
    }

    private boolean hasEnded() {
        var entry = heard.isEmpty() ? null : heard.getLast().entry();
        return entry != null && entry.title().startsWith(end);
    }

    /// Checks that what it heard is the `history`.
    void check(List<Change> history) {
        if (!heard.equals(history.subList(0, heard.size()))) {
            throw new Lost("a watcher of " + list + " heard " + heard + ", and its history is " + history);
        }
    }
}
