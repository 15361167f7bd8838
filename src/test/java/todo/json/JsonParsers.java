package todo.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import todo.list.Edit;
import todo.list.Result;
import todo.list.TodoList;

/// What reads JSON.
public final class JsonParsers {
    private static final Instant NOON = Instant.parse("2026-12-24T12:00:00Z");

    private JsonParsers() {}

    private static void read(Runnable reading) {
        try {
            reading.run();
        } catch (BadRequest e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /// What a client says of an entry is refused, or added; and what was added is read from disk as it was written.
    public static void draft(byte[] input) {
        read(() -> {
            var draft = Json.read(input, EntryJson::readDraft);
            var uid = Objects.requireNonNullElse(draft.uid(), "uid");
            var added = TodoList.EMPTY.apply(
                    new Edit.Add(uid, draft.id(), draft.createdAt(), draft.fields()), List.of(), "me", NOON);
            if (added instanceof Result.Changed changed) {
                checkStored(changed);
                checkStored(amended(changed, draft));
            }
        });
    }

    private static Result.Changed amended(Result.Changed added, EntryJson.Draft draft) {
        var id = added.entries().getFirst().id();
        return (Result.Changed) added.list().apply(new Edit.Amend(id, draft.fields()), List.of(), "me", NOON);
    }

    private static void checkStored(Result.Changed changed) {
        for (var change : changed.changes()) {
            assertThat(ChangeJson.read(change.version(), change.at(), change.by(), ChangeJson.write(change)))
                    .isEqualTo(change);
        }
        for (var entry : changed.entries()) {
            assertThat(Json.read(EntryJson.write(entry), EntryJson::read)).isEqualTo(entry);
        }
    }

    public static void properties(byte[] input) {
        read(() -> {
            var properties = Json.read(input, ChangeJson::readProperties);
            var made = TodoList.EMPTY.apply(new Edit.Describe(properties), List.of(), "me", NOON);
            if (made instanceof Result.Changed changed) {
                checkStored(changed);
            }
        });
    }

    /// What is on disk, and may be damaged.
    public static void stored(byte[] input) {
        read(() -> Json.read(input, EntryJson::read));
        read(() -> {
            try {
                ChangeJson.read(1, NOON, "me", input);
            } catch (DateTimeException e) {
                throw new AssertionError(e);
            }
        });
    }

    /// What a server answers.
    public static void answers(byte[] input) {
        read(() -> Json.read(input, AnswerJson::entry));
        read(() -> Json.read(input, AnswerJson::list));
        read(() -> Json.read(input, AnswerJson::change));
    }
}
