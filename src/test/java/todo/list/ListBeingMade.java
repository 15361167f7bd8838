package todo.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A list that a test makes edit by edit, with its history.
public final class ListBeingMade {
    public static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final List<Change> changes = new ArrayList<>();
    private TodoList list = TodoList.EMPTY;
    private Instant now = NOON;

    public static Edit.Add adding(String title, Field... fields) {
        var all = new ArrayList<Field>(List.of(new Field.Title(title)));
        all.addAll(List.of(fields));
        String uid = title.matches("[a-z0-9 ]{1,50}") ? title : Integer.toHexString(title.hashCode());
        return new Edit.Add("uid of " + uid, 0, null, all);
    }

    public static Edit.Amend amending(Entry entry, Field... fields) {
        return new Edit.Amend(entry.id(), List.of(fields));
    }

    public static Field title(String title) {
        return new Field.Title(title);
    }

    /// Makes `edit`, which must not be refused.
    public Result.Changed make(Edit edit) {
        var result = list.apply(edit, List.of(), "tester", now);
        assertThat(result).isInstanceOf(Result.Changed.class);
        var changed = (Result.Changed) result;
        list = changed.list();
        changes.addAll(changed.changes());
        return changed;
    }

    public Entry add(String title, Field... fields) {
        return make(adding(title, fields)).entries().getFirst();
    }

    public Entry amend(Entry entry, Field... fields) {
        return make(amending(entry, fields)).entries().getFirst();
    }

    /// Takes the change `version` back.
    public Result.Changed undo(long version) {
        return make(new Edit.Undo(change(version)));
    }

    /// Makes `edit`, which must be refused.
    public Refusal refuse(Edit edit) {
        return refuse(edit, List.of());
    }

    Refusal refuse(Edit edit, List<Long> ifMatch) {
        var result = list.apply(edit, ifMatch, "tester", now);
        assertThat(result).isInstanceOf(Result.Refused.class);
        return ((Result.Refused) result).refusal();
    }

    String invalid(Edit edit) {
        var refusal = refuse(edit);
        assertThat(refusal).isInstanceOf(Refusal.Invalid.class);
        var invalid = (Refusal.Invalid) refusal;
        return invalid.field() + " " + invalid.requirement();
    }

    void later(Duration duration) {
        now = now.plus(duration);
    }

    Instant now() {
        return now;
    }

    public TodoList list() {
        return list;
    }

    public Entry entry(long id) {
        return Objects.requireNonNull(list.entry(id), "no entry " + id);
    }

    public Change change(long version) {
        return changes.get((int) version - 1);
    }

    public Change last() {
        return changes.getLast();
    }

    public List<Change> changes() {
        return List.copyOf(changes);
    }

    public List<String> titles() {
        return list.all().stream().map(Entry::title).toList();
    }
}
