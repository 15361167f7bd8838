package todo.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Clients in the process, each a virtual thread that does one thing after another and waits for each.
final class Clients {
    private Clients() {}

    /// What a client does in its turn.
    interface Work {
        void turn(int client, int turn) throws Exception;
    }

    /// How much was done in how long.
    record Done(long turns, double seconds) {
        double perSecond() {
            return turns / seconds;
        }
    }

    /// Lets `clients` work at once until `time` is up.
    static Done during(Duration time, int clients, Work work) throws Exception {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        return run(start, clients, (client, _) -> {
            int turn = 0;
            while (System.nanoTime() < end) {
                work.turn(client, turn++);
            }
            return turn;
        });
    }

    /// Lets `clients` share `turns` turns, each of which has its own number.
    static Done times(int turns, int clients, Work work) throws Exception {
        return run(System.nanoTime(), clients, (client, of) -> {
            int done = 0;
            for (int turn = client; turn < turns; turn += of) {
                work.turn(client, turn);
                done++;
            }
            return done;
        });
    }

    private interface Shift {
        int work(int client, int of) throws Exception;
    }

    private static Done run(long start, int clients, Shift shift) throws Exception {
        long turns = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> shifts = new ArrayList<>(clients);
            for (int i = 0; i < clients; i++) {
                int client = i;
                shifts.add(threads.submit(() -> shift.work(client, clients)));
            }
            for (var done : shifts) {
                turns += done.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        return new Done(turns, (System.nanoTime() - start) / 1e9);
    }

    /// How long `work` takes, in µs, done `times` times one after another: in order of length.
    static long[] micros(int times, Work work) throws Exception {
        long[] micros = new long[times];
        for (int turn = 0; turn < times; turn++) {
            long start = System.nanoTime();
            work.turn(0, turn);
            micros[turn] = (System.nanoTime() - start) / 1_000;
        }
        Arrays.sort(micros);
        return micros;
    }

    /// Another of `count` things each turn, as the original's measurements spread them.
    static int spread(int client, int turn, int count) {
        return Math.floorMod(client * 7_919 + turn, count);
    }
}
