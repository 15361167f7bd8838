package todo.web;

import java.util.List;
import java.util.regex.Pattern;
import todo.json.BadRequest;
import todo.list.Edit;
import todo.list.Refusal;
import todo.list.TodoList;
import todo.server.Answer;
import todo.server.Outcome;
import todo.server.TodoSystem;
import todo.server.Todos;
import todo.store.StoreException;

/// Which request goes where: the whole of `/api`.
final class Api {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final ListRoutes lists;
    private final EntryRoutes entries;
    private final EverywhereRoutes everywhere;
    private final HistoryRoutes history;
    private final WordRoutes words;
    private final EventRoutes events;
    private final CheckRoute check;
    private final BackupRoutes backups;
    private final InsideRoutes inside;
    private final RemindRoutes reminders;

    Api(TodoSystem system, EventRoutes events, InsideRoutes inside, RemindRoutes reminders) {
        var todos = system.todos();
        this.backups = new BackupRoutes(system);
        this.lists = new ListRoutes(todos);
        this.entries = new EntryRoutes(todos);
        this.everywhere = new EverywhereRoutes(todos);
        this.history = new HistoryRoutes(todos);
        this.words = new WordRoutes(todos);
        this.events = events;
        this.inside = inside;
        this.reminders = reminders;
        this.check = new CheckRoute(todos);
    }

    /// Answers a request to the path `/api/…`, of which `path` has the segments after `api`.
    void answer(Exchange exchange, List<String> path) {
        switch (path.getFirst()) {
            case "inside" -> inside.answer(exchange, path);
            case "reminders" -> reminders.answer(exchange, path);
            default -> answerOfLists(exchange, path);
        }
    }

    private void answerOfLists(Exchange exchange, List<String> path) {
        switch (shape(path)) {
            case "lists" -> lists.all(exchange);
            case "entries" -> everywhere.all(exchange);
            case "check" -> check.all(exchange);
            case "backup" -> backups.backup(exchange);
            case "events" -> events.watchAll(exchange);
            case "parse" -> words.parse(exchange);
            case "repeat" -> words.repeat(exchange);
            case "lists/{list}" -> lists.one(exchange, list(path));
            case "lists/{list}/entries" -> entries.all(exchange, list(path));
            case "lists/{list}/entries/{number}" -> entries.one(exchange, list(path), number(path));
            case "lists/{list}/entries/{number}/move" -> entries.move(exchange, list(path), number(path));
            case "lists/{list}/changes" -> history.all(exchange, list(path));
            case "lists/{list}/changes/{number}/undo" -> history.undo(exchange, list(path), number(path));
            case "lists/{list}/restore" -> backups.restore(exchange, list(path));
            case "lists/{list}/events" -> events.watch(exchange, list(path));
            default -> throw noSuchAddress();
        }
    }

    /// The path with what varies left open.
    private static String shape(List<String> path) {
        return switch (path.size()) {
            case 1 -> path.getFirst();
            case 2 -> path.getFirst() + "/{list}";
            case 3 -> path.getFirst() + "/{list}/" + path.get(2);
            case 4 -> path.getFirst() + "/{list}/" + path.get(2) + "/{number}";
            case 5 -> path.getFirst() + "/{list}/" + path.get(2) + "/{number}/" + path.get(4);
            default -> "";
        };
    }

    private static String list(List<String> path) {
        return list(path.get(1));
    }

    /// `name`, if a list can have it.
    static String list(String name) {
        String problem = TodoList.problemWithName(name);
        if (problem != null) {
            throw new BadRequest("a list's name " + problem);
        }
        return name;
    }

    private static long number(List<String> path) {
        if (!NUMBER.matcher(path.get(3)).matches()) {
            throw new BadRequest("\"" + path.get(3) + "\" in the path must be a number");
        }
        return Long.parseLong(path.get(3));
    }

    /// The value of an answer; what is not one ends the request.
    static <T> T given(Answer<T> answer) {
        return switch (answer) {
            case Answer.Given<T>(var value) -> value;
            case Answer.Refused<T>(var refusal) -> throw new Problem.Found(Problems.of(refusal));
            case Answer.Failed<T>(var failure, var message) -> throw new Problem.Found(Problems.of(failure, message));
        };
    }

    /// What was done; what was not ends the request.
    static Outcome.Done done(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> done;
            case Outcome.Refused(var refusal) -> throw new Problem.Found(Problems.of(refusal));
            case Outcome.Failed(var failure, var message) -> throw new Problem.Found(Problems.of(failure, message));
        };
    }

    /// Makes the edit that a request asks for, if it is meant for what is there.
    static Outcome.Done edit(Todos todos, Exchange exchange, String list, Edit edit) {
        return done(todos.call(exchange.caller(), list, edit, exchange.ifMatch(), exchange.repeatable())
                .join());
    }

    /// The version to restore a list to, to take back what was done.
    static long before(Outcome.Done done) {
        return done.changes().isEmpty()
                ? done.version()
                : done.changes().getFirst().version() - 1;
    }

    static Problem.Found refused(Refusal refusal) {
        return new Problem.Found(Problems.of(refusal));
    }

    /// What is said when the lists can't be read: that it passes, unless it does not.
    static RuntimeException unreadable(StoreException reason) {
        return switch (reason.trouble()) {
            case DAMAGED -> reason;
            case DISK_FULL -> new Problem.Found(Problems.of(Outcome.Failure.DISK_FULL, "the disk is full"));
            case OVERTAKEN, BUSY, AWAY, BROKEN, UNUSABLE ->
                new Problem.Found(Problem.busy("the lists can't be read now"));
        };
    }

    static Problem.Found noSuchAddress() {
        return new Problem.Found(Problem.notFound("such address; /openapi.json lists those there are"));
    }

    static Problem.Found methodNotAllowed(String... allowed) {
        return new Problem.Found(Problem.methodNotAllowed(List.of(allowed)));
    }
}
