package todo.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import todo.client.Body;
import todo.list.Field;

/// Takes away what a server needs to work: when it has it again it goes on, and what it acknowledged is there.
final class Scarce {
    private static final int FILES = 576;
    private static final int CONNECTIONS = 1_000;
    private static final String HEAP = "-Xmx44m";
    private static final int TOO_MUCH = 2_500;
    private static final int OUT_OF_MEMORY = 3; // the exit code of -XX:+ExitOnOutOfMemoryError
    private static final String LONG = "x".repeat(60_000);

    private final Trial trial;

    private Scarce(Trial trial) {
        this.trial = trial;
    }

    static Proof proof() {
        return new Proof(
                "scarce",
                "Leaves a server with fewer file handles than connections want, and without memory for a list that is too large"
                        + " for it; all else goes on, at the latest when it is started again, and what was acknowledged is there.",
                1,
                Scarce::run);
    }

    static void run(Trial trial) throws Exception {
        var scarce = new Scarce(trial);
        scarce.files();
        scarce.memory();
    }

    private Http.Answer add(Http http, String list, String title, String notes)
            throws IOException, InterruptedException {
        var body = Body.of(List.of(new Field.Title(title), new Field.Notes(notes)));
        return http.send("POST", "/api/lists/" + list + "/entries", body, Map.of());
    }

    /// More connections than there can be files open.
    private void files() throws Exception {
        var data = trial.folder().resolve("files");
        var log = trial.folder().resolve("files.log");
        try (var server = ServerProcess.startWithin("ulimit -n " + FILES, data, log)) {
            int port = server.address().getPort();
            try (var http = new Http(server.address(), server.token())) {
                expect(add(http, "bob", "before", ""), 201);
            }
            List<RawConnection> connections = new ArrayList<>();
            try {
                while (connections.size() < CONNECTIONS) {
                    connections.add(new RawConnection(port));
                }
            } catch (IOException e) {
                trial.count("connections that were refused", 1); // as they may be
            }
            trial.count("connections with few file handles", connections.size());
            for (var connection : connections) {
                connection.close();
            }
            Crowds.await("the server answers again", () -> answers(server));
            try (var http = new Http(server.address(), server.token())) {
                expect(add(http, "bob", "after", ""), 201);
                expect(http.send("GET", "/api/lists/bob/entries", null, Map.of()), 200, "\"before\"", "\"after\"");
            }
        }
    }

    private static boolean answers(ServerProcess server) {
        try (var http = new Http(server.address(), server.token())) {
            return http.send("GET", "/health", null, Map.of()).done();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void expect(Http.Answer answer, int status, String... parts) {
        if (answer.status() != status || !List.of(parts).stream().allMatch(answer.body()::contains)) {
            throw new Lost(
                    "the answer should have been " + status + " and have " + List.of(parts) + ", and is " + answer);
        }
    }

    /// A list that grows until there is no memory left for it: the server refuses more, or ends and is started again.
    private void memory() throws Exception {
        var data = trial.folder().resolve("memory");
        var log = trial.folder().resolve("memory.log");
        long acknowledged;
        try (var server = ServerProcess.start(List.of(HEAP), data, log);
                var http = new Http(server.address(), server.token())) {
            expect(add(http, "small", "before", ""), 201);
            acknowledged = grow(http);
            Crowds.await("another list goes on, or the server ends", () -> !server.isAlive() || takes(http, "small"));
            if (!server.isAlive()) {
                ended(server.ended(), log);
            }
        }
        try (var server = ServerProcess.start(List.of(HEAP), data, log);
                var http = new Http(server.address(), server.token())) {
            expect(add(http, "small", "after", ""), 201);
            expect(http.send("GET", "/api/lists/small/entries", null, Map.of()), 200, "\"before\"", "\"after\"");
        }
        try (var server = ServerProcess.start(data, log);
                var http = new Http(server.address(), server.token())) {
            var list = http.send("GET", "/api/lists/large", null, Map.of());
            if (list.version() < acknowledged) {
                throw new Lost(acknowledged + " adds were acknowledged, and there are " + list.version());
            }
            expect(http.send("GET", "/api/lists/large/entries/" + acknowledged, null, Map.of()), 200);
        }
    }

    private void ended(int code, Path log) {
        if (code != OUT_OF_MEMORY) {
            throw new Lost("a server without memory ended with the code " + code + "; see " + log);
        }
        trial.count("servers that ended for want of memory", 1);
    }

    private boolean takes(Http http, String list) throws InterruptedException {
        try {
            return add(http, list, "after", "").done();
        } catch (IOException _) { // no answer in time, or the server has ended
            return false;
        }
    }

    /// The last version that was acknowledged before there was no memory left.
    private long grow(Http http) throws IOException, InterruptedException {
        long acknowledged = 0;
        int failed = 0;
        for (int i = 0; i < TOO_MUCH && failed < 3; i++) {
            try {
                var answer = add(http, "large", "entry " + i, LONG);
                if (answer.done()) {
                    acknowledged = answer.version();
                } else if (answer.status() >= 500) {
                    failed++;
                } else {
                    throw new Lost("without memory the answer should be 5xx, and is " + answer);
                }
            } catch (IOException _) { // all its time goes into looking for memory, or it has ended
                failed++;
            }
        }
        if (failed == 0) {
            throw new Lost("a server with " + HEAP + " took " + TOO_MUCH + " entries of 60 kB");
        }
        trial.count("entries until there was no memory left", acknowledged);
        return acknowledged;
    }
}
