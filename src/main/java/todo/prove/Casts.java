package todo.prove;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import todo.account.Caller;
import todo.list.Edit;
import todo.list.Field;
import todo.server.Answer;
import todo.server.Question;
import todo.server.TodoSystem;

/// Many casts at once, in this process: what is too much is refused, what is taken is done, and memory is bounded.
final class Casts {
    private static final int LISTS = 100;
    private static final long MOST_HEAP = 150 << 20;

    private Casts() {}

    static void run(Target target) throws Exception {
        int casts = target.sizes().casts();
        var folder = target.trial().folder().resolve("casts");
        long before = heap();
        try (var system = TodoSystem.start(folder)) {
            var todos = system.todos();
            int taken = 0;
            long most = 0;
            for (int i = 0; i < casts; i++) {
                var edit = new Edit.Amend(1, List.of(new Field.Title("cast " + i)));
                if (todos.cast(Caller.OWNER, "list " + i % LISTS, i < LISTS ? add() : edit)) {
                    taken++;
                } else if (i % 100 == 0) {
                    LockSupport.parkNanos(500_000);
                }
                if (i % (casts / 10) == casts / 20) {
                    most = Math.max(most, heap());
                }
            }
            Crowds.await("all casts that were taken are done", () -> todos.inFlight() == 0);
            long done = changes(system);
            long failed = todos.failedCasts(); // one that got no answer in time counts, and may be done all the same
            if (done > taken || taken > done + failed) {
                throw new Lost(taken + " casts were taken, " + done + " were done and " + failed + " failed");
            }
            if (most > before + MOST_HEAP) {
                throw new Lost("so many casts took " + (most - before >> 20) + " MB of memory");
            }
            target.trial().count("casts taken", taken);
            target.trial().count("casts refused as too many", casts - taken);
            target.trial().count("MB of heap the casts took", Math.max(0, most - before) >> 20);
        }
    }

    private static Edit add() {
        return new Edit.Add(UUID.randomUUID().toString(), 0, null, List.of(new Field.Title("cast")));
    }

    private static long changes(TodoSystem system) {
        long changes = 0;
        for (int i = 0; i < LISTS; i++) {
            var asked = system.todos()
                    .ask(Caller.OWNER, "list " + i, new Question.About())
                    .join();
            changes += asked instanceof Answer.Given<?>(Question.About.Known known) ? known.version() : 0;
        }
        return changes;
    }

    private static long heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
