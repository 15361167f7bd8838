package todo.shell;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.json.JsonReader;
import todo.server.Inside;
import todo.store.WorkerFigures.Commit;

/// A worker of the database as it was at one moment.
///
/// @param waiting how many edits are in its queue
/// @param commits how many transactions it has committed since the start
/// @param writes how many edits those held
/// @param last the last of them; `null` if there was none, or where a server does not say
public record WorkerView(
        long number,
        long waiting,
        long commits,
        long writes,
        @Nullable Commit last) {
    static WorkerView of(int number, Inside.Worker worker) {
        var figures = worker.figures();
        return new WorkerView(number, worker.waiting(), figures.commits(), figures.writes(), figures.last());
    }

    static WorkerView read(int number, JsonReader json) {
        Map<String, Object> read = new HashMap<>();
        json.object(name -> {
            switch (name) {
                case "waiting", "commits", "writes" -> read.put(name, json.wholeNumber());
                default -> json.skip();
            }
        });
        return new WorkerView(
                number,
                ProcessView.number(read, "waiting"),
                ProcessView.number(read, "commits"),
                ProcessView.number(read, "writes"),
                null);
    }

    @Override
    public String toString() {
        String now = "worker %d: queue %d, commits %d, edits %d".formatted(number, waiting, commits, writes);
        return last == null
                ? now
                : now
                        + String.format(
                                Locale.ROOT,
                                ", last %.1f s ago in %.1f ms",
                                (System.nanoTime() - last.at()) / 1e9,
                                last.nanos() / 1e6);
    }
}
