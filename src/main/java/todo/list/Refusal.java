package todo.list;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why an edit was not made: one record a reason, with its facts. HTTP has its own words for them.
public sealed interface Refusal {

    record NoSuchList(String list) implements Refusal {}

    record NoSuchEntry(long id) implements Refusal {}

    record NoSuchChange(long version) implements Refusal {}

    /// A value that a rule forbids. `requirement` goes on after the field's name: "must not be blank".
    record Invalid(String field, String requirement) implements Refusal {}

    /// The caller's edit was meant for another version than the one that is there.
    ///
    /// @param current the entry as it is now, or `null` where the list itself was meant
    record Stale(long version, @Nullable Entry current) implements Refusal {}

    /// The list holds as many entries as a list can.
    record Full(int limit) implements Refusal {}

    /// The texts of the list take as much memory as they may, in bytes.
    record TooMuchText(long limit) implements Refusal {
        /// The limit in the unit that people are told.
        public long mebibytes() {
            return limit >> 20;
        }
    }

    record UidTaken(String uid, long id) implements Refusal {}

    /// An undo that would also take back what was changed later.
    record Clashing(long version, List<Clash> clashes) implements Refusal {
        public Clashing {
            clashes = List.copyOf(clashes);
        }
    }

    /// @param made what the change to be undone made of the field
    /// @param now what the field is now
    record Clash(Field made, Field now) {}

    /// A change that can't be taken back. `reason` is a sentence's end: "the entry was removed since".
    record NotUndoable(long version, String reason) implements Refusal {}

    /// The idempotency key was used before, for another request.
    record KeyReused(String key) implements Refusal {}

    /// The history up to and with the change `floor` is not kept any more, and something before its end was asked for.
    record NoLongerKept(long floor) implements Refusal {}

    /// The caller may not do that with this list.
    record Forbidden(String list) implements Refusal {}

    /// The reason in words, for people.
    default String sentence() {
        return switch (this) {
            case NoSuchList(var list) -> "there is no list \"" + list + "\"";
            case NoSuchEntry(var id) -> "there is no entry " + id;
            case NoSuchChange(var version) -> "there is no change " + version;
            case Invalid(var field, var requirement) -> "\"" + field + "\" " + requirement;
            case Stale(var version, var _) -> "it was changed meanwhile, by change " + version;
            case Full(var limit) -> "the list is full: it has " + limit + " entries";
            case TooMuchText tooMuch -> "the list is full: its texts have " + tooMuch.mebibytes() + " MiB";
            case UidTaken(var uid, var id) -> "entry " + id + " has the uid " + uid + " already";
            case Clashing(var version, var clashes) ->
                clashes.stream()
                        .map(clash -> clash.now().name())
                        .collect(Collectors.joining(
                                ", ", "change " + version + " can't be undone: changed again since: ", ""));
            case NotUndoable(var version, var reason) -> "change " + version + " can't be undone: " + reason;
            case KeyReused(var key) -> "the idempotency key " + key + " was used for something else";
            case NoLongerKept(var floor) -> "the history up to change " + floor + " is no longer kept";
            case Forbidden(var list) -> "you may not do that with the list \"" + list + "\"";
        };
    }
}
