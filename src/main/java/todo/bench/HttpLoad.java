package todo.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// The load generator: one thread, many connections kept open, requests that were written beforehand and answers
/// of which only the status and the end are looked at, so that the server gets the processors.
///
/// Closed: each connection sends its next request when it has its answer. Open: requests come by a fixed
/// schedule, whether the server keeps up or not, and the time of each is counted from when it should have
/// been sent, so that what waits for a slow answer is slow too.
final class HttpLoad {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final double WARM_UP = 0.5;
    /// It lives for seconds, and what compiles it well would take the processors from the server.
    private static final List<String> QUICKLY_COMPILED = List.of("-XX:TieredStopAtLevel=1");
    private static final long NAP = 50_000;
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

    /// @param ports of the servers, over which the connections are spread
    /// @param rate how many requests a second are due; 0 to go as fast as the answers come
    /// @param expect the status each answer must have
    record Plan(List<Integer> ports, int connections, double warmUp, double seconds, double rate, int expect) {
        /// Goes as fast as the answers come.
        static Plan closed(int port, int connections, double seconds, int expect) {
            return closed(List.of(port), connections, seconds, expect);
        }

        static Plan closed(List<Integer> ports, int connections, double seconds, int expect) {
            return new Plan(ports, connections, WARM_UP, seconds, 0, expect);
        }

        Plan withRate(double perSecond) {
            return new Plan(ports, connections, warmUp, seconds, perSecond, expect);
        }
    }

    private final Plan plan;
    private final List<ByteBuffer> requests;
    private final Selector selector;
    private final Deque<HttpConnection> free = new ArrayDeque<>();
    private final Histogram nanos = new Histogram(LONGEST, 3);
    private final long start = System.nanoTime();
    private final long counted;
    private final long end;
    private long sent;
    private long answered;

    private HttpLoad(Plan plan, List<ByteBuffer> requests) throws IOException {
        this.plan = plan;
        this.requests = requests;
        this.selector = Selector.open();
        this.counted = start + (long) (plan.warmUp * 1e9);
        this.end = counted + (long) (plan.seconds * 1e9);
    }

    /// Runs a load generator in a JVM of its own, and gives what came of it:
    /// `result answered=… counted=… requests_per_s=… p50_ms=… p99_ms=… p999_ms=… max_ms=…`.
    static String run(Workbench bench, Plan plan, List<byte[]> requests) throws IOException, InterruptedException {
        var file = bench.place("requests");
        write(file, requests);
        try {
            return ChildJvm.run(
                    HttpLoad.class,
                    QUICKLY_COMPILED,
                    plan.ports.stream().map(String::valueOf).collect(Collectors.joining(",")),
                    Integer.toString(plan.connections),
                    Double.toString(plan.warmUp),
                    Double.toString(plan.seconds),
                    Double.toString(plan.rate),
                    Integer.toString(plan.expect),
                    file.toString());
        } finally {
            Files.delete(file);
        }
    }

    /// Arguments: ports, connections, seconds to warm up, seconds that count, requests a second (0: closed), the
    /// status to expect, the file of requests.
    public static void main(String[] arguments) throws IOException {
        var plan = new Plan(
                Stream.of(arguments[0].split(",")).map(Integer::valueOf).toList(),
                Integer.parseInt(arguments[1]),
                Double.parseDouble(arguments[2]),
                Double.parseDouble(arguments[3]),
                Double.parseDouble(arguments[4]),
                Integer.parseInt(arguments[5]));
        new HttpLoad(plan, read(Path.of(arguments[6]))).run();
    }

    /// Each behind its length.
    private static void write(Path file, List<byte[]> requests) throws IOException {
        var all = ByteBuffer.allocate(
                requests.stream().mapToInt(request -> request.length + 4).sum());
        requests.forEach(request -> all.putInt(request.length).put(request));
        Files.write(file, all.array());
    }

    private static List<ByteBuffer> read(Path file) throws IOException {
        var all = ByteBuffer.wrap(Files.readAllBytes(file));
        List<ByteBuffer> requests = new ArrayList<>();
        while (all.hasRemaining()) {
            byte[] request = new byte[all.getInt()];
            all.get(request);
            requests.add(ByteBuffer.allocateDirect(request.length).put(request).flip());
        }
        return requests;
    }

    private void run() throws IOException {
        connect();
        long deadline = end + PATIENCE;
        long now = System.nanoTime();
        while ((wantsMore(now) || answered < sent) && now < deadline) {
            send(now);
            take(nextDue() - now);
            now = System.nanoTime();
        }
        if (answered < sent || wantsMore(now)) {
            throw new IOException((sent - answered) + " of " + sent + " requests were not answered in time");
        }
        System.out.printf(
                Locale.ROOT,
                "result answered=%d counted=%d requests_per_s=%.1f p50_ms=%.3f p99_ms=%.3f p999_ms=%.3f max_ms=%.3f%n",
                answered,
                nanos.getTotalCount(),
                nanos.getTotalCount() / plan.seconds,
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getValueAtPercentile(99.9) / 1e6,
                nanos.getMaxValue() / 1e6);
    }

    private void connect() throws IOException {
        for (int i = 0; i < plan.connections; i++) {
            int port = plan.ports.get(i % plan.ports.size());
            var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            var connection = new HttpConnection(channel);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, connection);
            free.add(connection);
        }
    }

    /// When the next request should be sent; in a closed load, as soon as there is a connection for it.
    private long nextDue() {
        return plan.rate == 0 ? start : start + (long) (sent / plan.rate * 1e9);
    }

    /// Whether there are requests still to be sent: in an open load all that were due by the end, even if late; in a
    /// closed one at least one over each connection.
    private boolean wantsMore(long now) {
        return plan.rate == 0 ? now < end || sent < plan.connections : nextDue() < end;
    }

    private void send(long now) throws IOException {
        while (!free.isEmpty() && nextDue() <= now && wantsMore(now)) {
            long due = plan.rate == 0 ? System.nanoTime() : nextDue();
            var request = requests.get((int) (sent++ * 7_919 % requests.size()));
            free.remove().send(request.duplicate(), due);
        }
    }

    /// Takes the answers that are there; if none is, waits for one, but not for longer than `atMost` in an open load.
    private void take(long atMost) throws IOException {
        if (plan.rate == 0 ? selector.select(100) == 0 : selector.selectNow() == 0) {
            if (plan.rate != 0) {
                LockSupport.parkNanos(Math.clamp(atMost, 1_000, NAP));
            }
            return;
        }
        for (var key : selector.selectedKeys()) {
            var connection = (HttpConnection) key.attachment();
            if (connection.receive()) {
                answered(connection);
            }
        }
        selector.selectedKeys().clear();
    }

    private void answered(HttpConnection connection) throws IOException {
        connection.expect(plan.expect);
        answered++;
        free.add(connection);
        long now = System.nanoTime();
        long moment = plan.rate == 0 ? now : connection.due();
        if (moment >= counted && moment < end) {
            nanos.recordValue(Math.min(now - connection.due(), LONGEST));
        }
        if (plan.rate == 0) {
            send(now);
        }
    }
}
