package todo.shell;

import java.util.stream.Collectors;
import todo.list.Refusal;

/// The prompt's words for why something was not done.
final class Refusals {
    private Refusals() {}

    static String sentence(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoSuchList(var list) -> "there is no list \"" + list + "\"";
            case Refusal.NoSuchEntry(var id) -> "there is no entry " + id;
            case Refusal.NoSuchChange(var version) -> "there is no change " + version;
            case Refusal.Invalid(var field, var requirement) -> "\"" + field + "\" " + requirement;
            case Refusal.Stale(var version, var _) -> "it was changed meanwhile, by change " + version;
            case Refusal.Full(var limit) -> "the list is full: it has " + limit + " entries";
            case Refusal.UidTaken(var uid, var id) -> "entry " + id + " has the uid " + uid + " already";
            case Refusal.Clashing(var version, var clashes) ->
                clashes.stream()
                        .map(clash -> clash.now().name())
                        .collect(Collectors.joining(
                                ", ", "change " + version + " can't be undone: changed again since: ", ""));
            case Refusal.NotUndoable(var version, var reason) -> "change " + version + " can't be undone: " + reason;
            case Refusal.KeyReused(var key) -> "the idempotency key " + key + " was used for something else";
            case Refusal.NoLongerKept(var floor) -> "the history up to change " + floor + " is no longer kept";
            case Refusal.Forbidden(var list) -> "you may not do that with the list \"" + list + "\"";
        };
    }
}
