package todo.prove;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.client.Body;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.json.Json;
import todo.json.JsonReader;
import todo.list.Change;
import todo.list.Entry;
import todo.list.Field;
import todo.prove.Operation.Held;

/// The way over HTTP. One who is not patient hangs up after a moment.
record ByHttp(Http http, Connection connection) implements Way {
    private static final Duration PATIENT = Duration.ofSeconds(60);
    private static final Duration IMPATIENT = Duration.ofMillis(2);

    private Http.Answer send(
            String method, String path, byte @Nullable [] body, Map<String, String> headers, boolean patient)
            throws Unanswered, IOException, InterruptedException {
        try {
            var answer = http.send(method, path, body, headers, patient ? PATIENT : IMPATIENT);
            if (answer.status() >= 500) {
                throw new Unanswered("answered with " + answer.status());
            }
            return answer;
        } catch (java.net.http.HttpTimeoutException e) {
            throw new Unanswered("hung up");
        }
    }

    private static <T> T read(Http.Answer answer, java.util.function.Function<JsonReader, T> reading) {
        if (answer.status() >= 300) {
            throw new Lost("answered with " + answer.status() + ": " + answer.body());
        }
        return answer.read(reading);
    }

    private static Held held(Entry entry) {
        return new Held(entry.title(), entry.version());
    }

    @Override
    public Operation add(String list, String title, boolean patient)
            throws Unanswered, IOException, InterruptedException {
        var answer = send("POST", Path.entries(list), Body.of(List.of(new Field.Title(title))), Map.of(), patient);
        var entry = read(answer, AnswerJson::entry).entry();
        return new Operation.Add(entry.title(), entry.id(), entry.version());
    }

    @Override
    public Operation edit(String list, long id, String title, long ifMatch, boolean patient)
            throws Unanswered, IOException, InterruptedException {
        Map<String, String> headers = ifMatch == 0 ? Map.of() : Map.of("If-Match", "\"" + ifMatch + "\"");
        var answer = send("PATCH", Path.entry(list, id), Body.of(List.of(new Field.Title(title))), headers, patient);
        if (answer.status() == 412) {
            return new Operation.Stale(id, ifMatch, answer.read(ByHttp::current));
        }
        var entry = read(answer, AnswerJson::entry).entry();
        return new Operation.Edit(id, entry.title(), ifMatch, entry.version());
    }

    private static Held current(JsonReader json) {
        var read = new Object() {
            Held current = new Held("", 0);
        };
        json.object(name -> {
            if (name.equals("current")) {
                read.current = held(AnswerJson.entry(json).entry());
            } else {
                json.skip();
            }
        });
        return read.current;
    }

    @Override
    public Operation read(String list, long id) throws Unanswered, IOException, InterruptedException {
        var answer = send("GET", Path.entry(list, id), null, Map.of(), true);
        return new Operation.Read(id, held(read(answer, AnswerJson::entry).entry()));
    }

    @Override
    public Operation readAll(String list) throws Unanswered, IOException, InterruptedException {
        var answer = send("GET", Path.entries(list), null, Map.of(), true);
        Map<Long, Held> entries = new HashMap<>();
        read(answer, json -> json.array(() -> AnswerJson.entry(json).entry()))
                .forEach(entry -> entries.put(entry.id(), held(entry)));
        return new Operation.ReadAll(new Operation.State(answer.version(), Map.copyOf(entries)));
    }

    @Override
    public Seen seen(String list) {
        return Seen.of(connection, list);
    }

    @Override
    public Events watch(String list, long since) throws IOException, InterruptedException {
        var response = http.events(Path.list(list) + "/events", since);
        if (response.statusCode() == 503) {
            response.body().close();
            throw new IOException("watching " + list + " was answered with 503");
        }
        if (response.statusCode() != 200) {
            throw new Lost("watching " + list + " from " + since + " was answered with " + response.statusCode());
        }
        var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        return new Events() {
            @Override
            public List<Change> next() throws IOException {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data: ")) {
                        byte[] data = line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8);
                        return List.of(Json.read(data, AnswerJson::change));
                    }
                }
                return List.of();
            }

            @Override
            public void close() throws IOException {
                response.body().close();
            }
        };
    }

    @Override
    public void disturb(String list) {}
}
