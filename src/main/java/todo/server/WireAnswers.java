package todo.server;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.JsonReader;
import todo.list.Change;
import todo.list.Entry;
import todo.list.TodoList;
import todo.server.Question.Entries;
import tools.jackson.core.JsonGenerator;

/// Outcomes and answers, and what stands for those that are too large, for the [Wire].
final class WireAnswers {
    private WireAnswers() {}

    static void write(JsonGenerator json, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done(var version, var changes, var entries, var replayed) -> {
                json.writeNumberProperty("version", version);
                json.writeBooleanProperty("replayed", replayed);
                writeChanges(json, changes);
                WireQuestions.writeEntries(json, entries);
            }
            case Outcome.Refused(var refusal) -> WireRefusals.write(json, refusal);
            case Outcome.Failed(var failure, var message) -> writeFailed(json, failure, message);
        }
    }

    static void write(JsonGenerator json, Answer<?> answer) {
        switch (answer) {
            case Answer.Given<?>(var value) -> WireQuestions.writeValue(json, value);
            case Answer.Refused<?>(var refusal) -> WireRefusals.write(json, refusal);
            case Answer.Failed<?>(var failure, var message) -> writeFailed(json, failure, message);
        }
    }

    /// Writes what stands for a message that is too large.
    static void writeElsewhere(JsonGenerator json, Object message) {
        switch (message) {
            case Answer.Given<?>(TodoList list) -> json.writeNumberProperty("elsewhere", list.version());
            case Answer.Given<?>(Entries.Selected selected) ->
                json.writeNumberProperty("elsewhere", selected.version());
            case Event.Happened(var changes) ->
                json.writeNumberProperty("behind", changes.getLast().version());
            case Outcome.Done(var version, var changes, var entries, var replayed) -> {
                json.writeNumberProperty("version", version);
                json.writeBooleanProperty("replayed", replayed);
                json.writeNumberProperty(
                        "first", changes.isEmpty() ? 0 : changes.getFirst().version());
                json.writeNumberProperty(
                        "last", changes.isEmpty() ? 0 : changes.getLast().version());
                json.writeArrayPropertyStart("ids");
                entries.forEach(entry -> json.writeNumber(entry.id()));
                json.writeEndArray();
            }
            default -> throw new IllegalArgumentException(message.getClass().getName() + " is too large to be sent");
        }
    }

    static void writeChanges(JsonGenerator json, List<Change> changes) {
        WireEdits.write(json, "changes", changes);
    }

    private static void writeFailed(JsonGenerator json, Outcome.Failure failure, String message) {
        json.writeStringProperty("failure", failure.name());
        json.writeStringProperty("message", message);
    }

    /// An [Outcome.Done], or what stands for it.
    static Object readDone(JsonReader json) {
        var read = new Object() {
            long version;
            boolean replayed;

            @Nullable
            List<Change> changes;

            @Nullable
            List<Entry> entries;

            long first;
            long last;

            @Nullable
            List<Long> ids;
        };
        json.object(Set.of("version", "replayed"), name -> {
            switch (name) {
                case "version" -> read.version = json.wholeNumber();
                case "replayed" -> read.replayed = json.bool();
                case "changes" -> read.changes = WireEdits.readChanges(json);
                case "entries" -> read.entries = WireQuestions.readEntries(json);
                case "first" -> read.first = json.wholeNumber();
                case "last" -> read.last = json.wholeNumber();
                case "ids" -> read.ids = json.array(json::wholeNumber);
                default -> json.skip();
            }
        });
        if (read.ids != null) {
            return new Elsewhere.Done(read.version, read.first, read.last, read.ids, read.replayed);
        }
        if (read.changes == null || read.entries == null) {
            throw new BadRequest("it has neither changes and entries nor ids");
        }
        return new Outcome.Done(read.version, List.copyOf(read.changes), List.copyOf(read.entries), read.replayed);
    }

    /// An [Answer.Given], or what stands for it.
    static Object readGiven(JsonReader json) {
        var read = new Object() {
            @Nullable
            Object given;
        };
        json.object(name -> {
            if (name.equals("elsewhere")) {
                read.given = new Elsewhere.Given(json.wholeNumber());
                return;
            }
            var value = WireQuestions.readValue(json, name);
            if (value == null) {
                json.skip();
            } else {
                read.given = new Answer.Given<>(value);
            }
        });
        if (read.given == null) {
            throw new BadRequest("it has no answer that is known here");
        }
        return read.given;
    }

    /// An [Event.Happened], or what stands for it.
    static Event readHappened(JsonReader json) {
        var read = new Object() {
            @Nullable
            Event event;
        };
        json.object(name -> {
            switch (name) {
                case "changes" -> read.event = new Event.Happened(List.copyOf(WireEdits.readChanges(json)));
                case "behind" -> read.event = new Event.Behind(json.wholeNumber());
                default -> json.skip();
            }
        });
        if (read.event == null) {
            throw new BadRequest("it has no changes");
        }
        return read.event;
    }

    static Outcome.Failed readFailed(JsonReader json) {
        var read = new Object() {
            String failure = "";
            String message = "";
        };
        json.object(Set.of("failure", "message"), name -> {
            switch (name) {
                case "failure" -> read.failure = json.string();
                case "message" -> read.message = json.string();
                default -> json.skip();
            }
        });
        return new Outcome.Failed(Outcome.Failure.valueOf(read.failure), read.message);
    }
}
