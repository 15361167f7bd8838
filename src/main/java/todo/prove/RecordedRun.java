package todo.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import todo.account.Caller;
import todo.account.Token;
import todo.disk.Platter;
import todo.disk.Recorder;
import todo.disk.Step;
import todo.disk.Tap;
import todo.disk.Witness;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.ListProperties;
import todo.list.Query;
import todo.list.TodoList;
import todo.server.Answer;
import todo.server.Outcome;
import todo.server.Question;
import todo.server.TodoSystem;
import todo.store.Place;
import todo.store.StoreException;

/// A server at work, from the making of its folder on, with all that it had the disk do and all that it acknowledged.
///
/// @param before the disk as it was when it began
/// @param steps what came then, in order, with an [Acknowledged] for each answer
/// @param histories what each list had come to in the end
/// @param exact whether each edit was made or refused; if not, some failed, and may have been made or not
record RecordedRun(Platter before, List<Step> steps, Map<String, List<Change>> histories, boolean exact) {
    static final int LISTS = 6;
    private static final int CLIENTS = 6;

    /// That an edit of `list` was answered as made; an edit that moves has changed `to` as well.
    record Acknowledged(String list, List<Change> changes) {}

    /// That the secret of the folder was shown.
    record Shown(String token) {}

    /// Makes a folder `data` in `folder` and works on it, ends in order, starts again, works on.
    ///
    /// @param door who stands before the recorder
    /// @param disk what the recorder writes to; it fails only while the server works
    static RecordedRun make(Path folder, UnaryOperator<Witness> door, FaultyDisk disk, Random random, int edits)
            throws Exception {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new IOException("what the server has the disk do can be seen on Linux alone");
        }
        loadSqlite(folder.resolveSibling("other"));
        var recorder = new Recorder(folder, disk);
        var data = folder.toRealPath().resolve("data");
        try (var _ = Tap.watch(folder, door.apply(recorder))) {
            try (var system = TodoSystem.start(data)) {
                recorder.say(new Shown(Token.of(data).value()));
                work(system, recorder, disk, random, edits / 2);
            }
            try (var system = TodoSystem.start(data)) {
                work(system, recorder, disk, random, edits - edits / 2);
                var steps = recorder.steps();
                Map<String, List<Change>> histories = new LinkedHashMap<>();
                for (int list = 0; list < LISTS; list++) {
                    String name = name(list);
                    histories.put(name, disk.insist(() -> history(system, name)));
                }
                return new RecordedRun(recorder.before(), steps, histories, disk.faults() == 0);
            }
        }
    }

    /// Whether the change `version` of `list` and the next are of one edit.
    boolean isInside(String list, int version) {
        return steps.stream()
                .anyMatch(step -> step instanceof Step.Said(Acknowledged(var changed, var changes))
                        && changed.equals(list)
                        && changes.getFirst().version() <= version
                        && version < changes.getLast().version());
    }

    /// The library must be in memory before it can be tapped.
    static void loadSqlite(Path folder) throws IOException {
        TodoSystem.start(folder).close();
        todo.bench.Folders.delete(folder);
    }

    static String name(int list) {
        return "list-" + list;
    }

    private static void work(TodoSystem system, Recorder recorder, FaultyDisk disk, Random random, int edits)
            throws Exception {
        disk.begin();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<java.util.concurrent.Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                var choices = new Random(random.nextLong());
                clients.add(threads.submit(() -> {
                    for (int edit = 0; edit < edits / CLIENTS; edit++) {
                        try {
                            edit(system, recorder, choices);
                        } catch (StoreException e) {
                            disk.excuse(e);
                        }
                    }
                    return null;
                }));
            }
            for (var client : clients) {
                client.get();
            }
        } finally {
            disk.end();
        }
    }

    private static void edit(TodoSystem system, Recorder recorder, Random random) {
        String list = name(random.nextInt(LISTS));
        if (random.nextInt(50) == 0) {
            system.todos().find(Caller.OWNER, Query.ALL, Place.START).close(); // has the table of entries written
        }
        if (random.nextInt(12) == 0) {
            undo(system, list, random);
        }
        var edit = edit(list(system, list), random);
        var outcome = system.todos().call(Caller.OWNER, list, edit, List.of(), null);
        var said = outcome.thenAccept(answer -> {
            if (answer instanceof Outcome.Done(var _, var changes, var _, var _) && !changes.isEmpty()) {
                recorder.say(new Acknowledged(list, changes));
            }
        });
        said.join();
        if (outcome.join() instanceof Outcome.Failed(var failure, var message)) {
            throw failed(failure, message);
        }
    }

    private static StoreException failed(Outcome.Failure failure, String message) {
        return new StoreException(StoreException.Trouble.BROKEN, failure + ": " + message);
    }

    private static void undo(TodoSystem system, String list, Random random) {
        long version = list(system, list).version();
        if (version > 0) {
            // Often refused; what comes of it is seen in the history.
            system.todos().undo(Caller.OWNER, list, 1 + random.nextLong(version), List.of(), null);
        }
    }

    private static Edit edit(TodoList list, Random random) {
        var entries = list.all();
        int choice = entries.isEmpty() ? 0 : random.nextInt(100);
        if (choice < 45) {
            return adding(random);
        }
        Entry entry = entries.get(random.nextInt(entries.size()));
        if (choice < 65) {
            return new Edit.Amend(entry.id(), List.of(new Field.Notes(text(random))));
        } else if (choice < 75) {
            return new Edit.Amend(entry.id(), List.of(new Field.Completed(!entry.completed())));
        } else if (choice < 82) {
            return new Edit.Remove(entry.id());
        } else if (choice < 90) {
            return new Edit.Send(entry.id(), name(random.nextInt(LISTS)));
        } else if (choice < 95) {
            return new Edit.All(List.of(adding(random), adding(random), new Edit.Remove(entry.id())));
        }
        return new Edit.Describe(new ListProperties(text(random), "", random.nextInt(9)));
    }

    private static Edit adding(Random random) {
        var fields = List.<Field>of(new Field.Title(unique(random)), new Field.Notes(text(random)));
        return new Edit.Add(unique(random), 0, null, fields);
    }

    private static String unique(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static String text(Random random) {
        return unique(random) + "x".repeat(random.nextInt(10) == 0 ? random.nextInt(9_000) : random.nextInt(200));
    }

    static TodoList list(TodoSystem system, String name) {
        return given(
                system.todos().ask(Caller.OWNER, name, new Question.Whole()).join());
    }

    static List<Change> history(TodoSystem system, String list) {
        List<Change> all = new ArrayList<>();
        int before;
        do {
            before = all.size();
            all.addAll(given(system.todos().history(Caller.OWNER, list, before + 1L, Long.MAX_VALUE)));
        } while (all.size() > before);
        return all;
    }

    static <T> T given(Answer<T> answer) {
        return switch (answer) {
            case Answer.Given<T>(var value) -> value;
            case Answer.Failed<T>(var failure, var message) -> throw failed(failure, message);
            case Answer.Refused<T>(var refusal) -> throw new IllegalStateException(refusal.toString());
        };
    }
}
