package todo.prove;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import todo.bench.ChildJvm;
import todo.client.Connection;
import todo.json.JsonReader;
import todo.store.DatabaseAddress;

/// Servers in processes of their own that share a database, each always at the same place, and know each other by
/// certificates.
final class Nodes implements AutoCloseable {
    static final int COUNT = 3;
    private static final Duration LONGEST_JOIN = Duration.ofMinutes(2);
    private static final String CERTIFIED = "127.0.0.1"; // as all of them are reached
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path folder;
    private final DatabaseAddress database;
    private final List<String> flags;
    private final Network network = new Network(COUNT);
    private final List<Integer> ports = new ArrayList<>();
    private final List<@Nullable ServerProcess> servers = new ArrayList<>();
    private final List<Http> https = new ArrayList<>();
    private final List<DatabaseLink> links = new ArrayList<>();

    /// Starts them all on `database`.
    ///
    /// @param folder for what each keeps, and for their logs
    /// @param flags further ones for their JVMs
    /// @param linked whether each reaches the database by a [DatabaseLink]
    Nodes(Path folder, DatabaseAddress database, List<String> flags, boolean linked)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.database = database;
        this.flags = flags;
        makeCertificates();
        for (int node = 0; node < COUNT; node++) {
            ports.add(Network.freePort());
            servers.add(null);
            if (linked) {
                links.add(new DatabaseLink(database.url()));
            }
        }
        try {
            start(0);
            awaitJoined(0); // for the token that all are to have
            for (int node = 0; node < COUNT; node++) {
                https.add(new Http(address(node), token()));
            }
            start(1);
            start(2);
            awaitJoined();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Path certificates() {
        return folder.resolve("certificates");
    }

    /// As anyone would.
    private void makeCertificates() throws IOException, InterruptedException {
        var made = new ProcessBuilder(ChildJvm.command(
                        "todo.cli.Main", "certificates", certificates().toString(), "--node", CERTIFIED))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("certificates.log").toFile())
                .start();
        if (made.waitFor() != 0) {
            throw new IOException("there are no certificates; see " + folder.resolve("certificates.log"));
        }
    }

    static List<Integer> all() {
        return IntStream.range(0, COUNT).boxed().toList();
    }

    /// Starts one, without waiting for it.
    void start(int node) throws IOException {
        List<String> all = new ArrayList<>(flags);
        all.addAll(network.flags(node));
        servers.set(
                node,
                ServerProcess.start(
                        all,
                        folder.resolve("node-" + node),
                        log(node),
                        "--port",
                        ports.get(node).toString(),
                        "--db",
                        links.isEmpty() ? database.url() : links.get(node).url(),
                        "--cluster",
                        network.address(node),
                        "--cluster-tls",
                        certificates().resolve(CERTIFIED).toString()));
    }

    Path log(int node) {
        return folder.resolve("node-" + node + ".log");
    }

    ServerProcess server(int node) {
        return Objects.requireNonNull(servers.get(node));
    }

    DatabaseLink link(int node) {
        return links.get(node);
    }

    Network network() {
        return network;
    }

    List<Long> pids() {
        return servers.stream().filter(Objects::nonNull).map(ServerProcess::pid).toList();
    }

    URI address(int node) {
        return URI.create("http://127.0.0.1:" + ports.get(node));
    }

    String token() throws IOException {
        return server(0).token();
    }

    Http http(int node) {
        return https.get(node);
    }

    Connection connection(int node) throws IOException {
        return new Connection(address(node), token());
    }

    /// Waits until all are part of the cluster.
    void awaitJoined() throws IOException, InterruptedException {
        for (int node : all()) {
            awaitJoined(node);
        }
        for (int node : all()) {
            await(node, "has not heard of the others", () -> members(node).size() == COUNT);
        }
    }

    private void awaitJoined(int node) throws IOException, InterruptedException {
        server(node).address();
        await(node, "is no part of the cluster", () -> isJoined(node));
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private void await(int node, String failure, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_JOIN.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException("a server " + failure + " after " + LONGEST_JOIN + "; see " + log(node));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean isJoined(int node) throws InterruptedException {
        try (var http = new Http(address(node), token())) {
            return http.send("GET", "/health/ready", null, Map.of(), Duration.ofSeconds(2))
                    .done();
        } catch (IOException _) {
            return false;
        }
    }

    /// A server of the cluster, as one of them tells.
    record Member(String address, boolean isUp, boolean oldest) {}

    /// Those that a node knows to be up and can reach; none if it does not say.
    List<Member> members(int node) throws InterruptedException {
        try {
            var answer = http(node).send("GET", "/api/inside", null, Map.of(), Duration.ofSeconds(2));
            return answer.done() ? answer.read(Nodes::members) : List.of();
        } catch (IOException _) {
            return List.of();
        }
    }

    private static List<Member> members(JsonReader json) {
        List<Member> members = new ArrayList<>();
        json.object(name -> {
            if (name.equals("servers")) {
                members.addAll(json.array(() -> member(json)));
            } else {
                json.skip();
            }
        });
        return members.stream().filter(Member::isUp).toList();
    }

    private static Member member(JsonReader json) {
        var read = new Object() {
            String address = "";
            String state = "";
            boolean reachable;
            boolean first;
        };
        json.object(name -> {
            switch (name) {
                case "address" -> read.address = json.string();
                case "state" -> read.state = json.string();
                case "reachable" -> read.reachable = json.bool();
                case "first" -> read.first = json.bool();
                default -> json.skip();
            }
        });
        return new Member(read.address, read.reachable && read.state.equals("up"), read.first);
    }

    /// The one that has been there longest: it says where each list is.
    int oldest() throws IOException, InterruptedException {
        for (int node : all()) {
            for (var member : members(node)) {
                if (member.oldest) {
                    return all().stream()
                            .filter(one -> network.address(one).equals(member.address))
                            .findFirst()
                            .orElseThrow(() -> new IOException("there is a stranger at " + member.address));
                }
            }
        }
        throw new IOException("no server knows which is the oldest");
    }

    @Override
    public void close() throws IOException {
        https.forEach(Http::close);
        for (var server : servers) {
            if (server != null) {
                server.close();
            }
        }
        for (var link : links) {
            link.close();
        }
        network.close();
    }
}
