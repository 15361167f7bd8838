package todo.prove;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import todo.client.Body;
import todo.client.Path;
import todo.json.EntryJson;
import todo.json.Json;
import todo.json.JsonReader;
import todo.list.Field;
import todo.prove.Ledger.Line;
import todo.prove.Ledger.State;

/// Clients that ask a server for everything at once and write down what they were answered, until it is killed.
final class KillLoad {
    private static final int REMEMBERED = 40;

    private final List<String> lists;
    private final Ledger ledger;
    private final String name;
    private final AtomicInteger marks = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final Map<String, List<Long>> ids = new ConcurrentHashMap<>();
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean killed;

    /// @param name by which its marks differ from those of other loads
    KillLoad(List<String> lists, Ledger ledger, String name) {
        this.lists = lists;
        this.ledger = ledger;
        this.name = name;
    }

    /// Learns what there is to be edited.
    void learn(Map<String, Seen> seen) {
        seen.forEach((list, what) -> {
            var entries = what.entries();
            versions.put(list, (long) what.history().size());
            if (entries != null) {
                entries.reversed().stream().limit(REMEMBERED).forEach(entry -> remember(list, entry.id()));
            }
        });
    }

    private void remember(String list, long id) {
        var known = ids.computeIfAbsent(list, _ -> new ArrayList<>());
        synchronized (known) {
            known.add(id);
            if (known.size() > REMEMBERED) {
                known.removeFirst();
            }
        }
    }

    /// How many requests were answered so far.
    int answers() {
        return answers.get();
    }

    /// From now on it is no wonder that nothing is answered.
    void killing() {
        killed = true;
    }

    /// What went wrong, other than by the kill; `null` if nothing.
    @Nullable
    Exception failure() {
        return failure.get();
    }

    /// @throws IOException if something went wrong other than by the kill
    void throwFailure() throws IOException {
        var known = failure.get();
        if (known != null) {
            throw new IOException("a client failed while it should have been answered", known);
        }
    }

    void failed(Exception reason) {
        failure.compareAndSet(null, reason);
    }

    /// Goes on until the server is gone. The keyed requests among `unanswered` are sent again first.
    void run(Sender http, Random random, List<Line> unanswered) {
        try {
            for (var line : unanswered) {
                if (killed) {
                    return;
                }
                send(http, line);
            }
            while (!killed) {
                var deed = deed(random);
                send(http, ledger.begin(deed, random.nextBoolean() ? mark("key") : null));
            }
        } catch (IOException e) {
            if (!killed) {
                failed(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private Deed deed(Random random) {
        String list = lists.get(random.nextInt(lists.size()));
        long id = id(list, random);
        int chance = random.nextInt(100);
        if (chance < 35 || id == 0) {
            int many = random.nextInt(6) == 0 ? 3 : 1;
            return new Deed.Add(
                    list,
                    java.util.stream.IntStream.range(0, many)
                            .mapToObj(_ -> mark("uid"))
                            .toList());
        } else if (chance < 65) {
            return new Deed.Edit(list, id, mark("note"), random.nextInt(3) == 0);
        } else if (chance < 73) {
            return new Deed.Remove(list, id);
        } else if (chance < 84) {
            String to = lists.get(random.nextInt(lists.size()));
            return to.equals(list) ? new Deed.Remove(list, id) : new Deed.Move(list, id, to);
        } else if (chance < 94) {
            long version = versions.getOrDefault(list, 1L);
            return new Deed.Undo(list, Math.max(1, version - random.nextInt(20)));
        }
        return random.nextInt(10) == 0 ? new Deed.Drop(list) : new Deed.Describe(list, mark("title"));
    }

    private String mark(String kind) {
        return name + "-" + kind + "-" + marks.incrementAndGet();
    }

    private long id(String list, Random random) {
        var known = ids.computeIfAbsent(list, _ -> new ArrayList<>());
        synchronized (known) {
            return known.isEmpty() ? 0 : known.get(random.nextInt(known.size()));
        }
    }

    /// Sends a request and writes down what was answered.
    void send(Sender http, Line line) throws IOException, InterruptedException {
        String key = line.key();
        Map<String, String> headers = key == null ? Map.of() : Map.of("Idempotency-Key", key);
        long asked = System.nanoTime();
        var answer = send(http, line.deed(), headers);
        answers.incrementAndGet();
        if (answer.done()) {
            done(line, answer, asked);
        } else if (answer.refused()) {
            line.answer(State.REFUSED, 0, asked);
        }
    }

    private static Http.Answer send(Sender http, Deed deed, Map<String, String> headers)
            throws IOException, InterruptedException {
        String list = deed.list();
        return switch (deed) {
            case Deed.Add(var _, var uids) -> http.send("POST", Path.entries(list), entries(uids), headers);
            case Deed.Edit(var _, var id, var mark, var completes) ->
                http.send("PATCH", Path.entry(list, id), Body.of(fields(mark, completes)), headers);
            case Deed.Remove(var _, var id) -> http.send("DELETE", Path.entry(list, id), null, headers);
            case Deed.Move(var _, var id, var to) ->
                http.send("POST", Path.entry(list, id) + "/move", Body.of("list", to), headers);
            case Deed.Undo(var _, var version) ->
                http.send("POST", Path.list(list) + "/changes/" + version + "/undo", null, headers);
            case Deed.Describe(var _, var mark) -> http.send("PUT", Path.list(list), Body.of("title", mark), headers);
            case Deed.Drop _ -> http.send("DELETE", Path.list(list), null, headers);
        };
    }

    private static List<Field> fields(String mark, boolean completes) {
        return completes
                ? List.of(new Field.Notes(mark), new Field.Completed(true))
                : List.of(new Field.Notes(mark), new Field.Title("now " + mark));
    }

    private static byte[] entries(List<String> uids) {
        return Json.write(json -> {
            if (uids.size() > 1) {
                json.writeStartArray();
            }
            for (String uid : uids) {
                json.writeStartObject();
                json.writeStringProperty("uid", uid);
                EntryJson.writeField(json, new Field.Title("title of " + uid));
                json.writeEndObject();
            }
            if (uids.size() > 1) {
                json.writeEndArray();
            }
        });
    }

    private void done(Line line, Http.Answer answer, long asked) {
        String list = line.deed().list();
        switch (line.deed()) {
            case Deed.Add add
            when add.uids().size() == 1 -> {
                line.answer(State.MADE, answer.version(), asked);
                remember(list, answer.read(KillLoad::id));
            }
            case Deed.Edit _ -> line.answer(State.MADE, answer.version(), asked);
            case Deed.Undo _ -> {
                boolean made = answer.read(KillLoad::hasChanged);
                if (made || !answer.again()) {
                    line.answer(made ? State.MADE : State.NOTHING, answer.version(), asked);
                }
            }
            case Deed.Add _, Deed.Remove _, Deed.Move _, Deed.Describe _, Deed.Drop _ ->
                line.answer(State.MADE, 0, asked);
        }
        if (line.version() > 0) {
            versions.merge(list, line.version(), Math::max);
        }
    }

    static long id(JsonReader json) {
        var read = new long[1];
        json.object(name -> {
            if (name.equals("id")) {
                read[0] = json.wholeNumber();
            } else {
                json.skip();
            }
        });
        return read[0];
    }

    private static boolean hasChanged(JsonReader json) {
        var read = new boolean[1];
        json.object(name -> {
            if (name.equals("changes")) {
                read[0] = !json.array(() -> {
                            json.skip();
                            return true;
                        })
                        .isEmpty();
            } else {
                json.skip();
            }
        });
        return read[0];
    }
}
