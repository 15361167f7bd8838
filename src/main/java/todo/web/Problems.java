package todo.web;

import todo.json.ChangeJson;
import todo.json.EntryJson;
import todo.list.Refusal;
import todo.server.Outcome;
import todo.store.StoreException;

/// What is said, over HTTP, of what a rule refuses and of what broke.
final class Problems {
    private Problems() {}

    static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoSuchList(var list) ->
                Problem.notFound("list \"" + list + "\"; it comes to be with its first entry");
            case Refusal.NoSuchEntry(var id) -> Problem.notFound("entry " + id + " in this list");
            case Refusal.NoSuchChange(var version) -> Problem.notFound("version " + version + " of this list");
            case Refusal.Invalid(var field, var requirement) ->
                Problem.of(422, "Unprocessable Content", "\"" + field + "\" " + requirement)
                        .with(json -> json.writeStringProperty("field", field));
            case Refusal.Stale stale -> stale(stale);
            case Refusal.Full(var limit) ->
                conflict("a list holds at most " + limit + " entries, and this one is full");
            case Refusal.TooMuchText tooMuch ->
                conflict("a list holds at most " + tooMuch.mebibytes() + " MiB of text, and this one is full");
            case Refusal.UidTaken(var uid, var id) ->
                conflict("entry " + id + " of this list has the uid \"" + uid + "\"")
                        .with(json -> json.writeNumberProperty("id", id));
            case Refusal.Clashing clashing -> clashing(clashing);
            case Refusal.NotUndoable(var version, var reason) ->
                conflict("change " + version + " can't be taken back: " + reason);
            case Refusal.KeyReused(var key) ->
                Problem.of(
                        422,
                        "Unprocessable Content",
                        "the Idempotency-Key \"" + key + "\" was used for another request");
            case Refusal.NoLongerKept(var floor) ->
                Problem.of(410, "Gone", "the history of this list up to change " + floor + " is no longer kept")
                        .with(json -> json.writeNumberProperty("floor", floor));
            case Refusal.Forbidden(var list) ->
                Problem.of(403, "Forbidden", "you may not do that with the list \"" + list + "\"");
        };
    }

    private static Problem conflict(String detail) {
        return Problem.of(409, "Conflict", detail);
    }

    private static Problem stale(Refusal.Stale stale) {
        var current = stale.current();
        String what = current == null ? "the list" : "entry " + current.id();
        return Problem.of(412, "Precondition Failed", what + " is at version " + stale.version() + " now")
                .with(json -> {
                    json.writeNumberProperty("version", stale.version());
                    if (current != null) {
                        json.writeObjectPropertyStart("current");
                        EntryJson.writeAll(json, current);
                        json.writeEndObject();
                    }
                });
    }

    private static Problem clashing(Refusal.Clashing clashing) {
        var names = clashing.clashes().stream().map(clash -> clash.now().name()).toList();
        return conflict("change %d can't be taken back: %s changed again since"
                        .formatted(clashing.version(), String.join(", ", names)))
                .with(json -> {
                    json.writeObjectPropertyStart("clashes");
                    clashing.clashes().forEach(clash -> {
                        json.writeObjectPropertyStart(clash.now().name());
                        ChangeJson.writeAs(json, "made", clash.made());
                        ChangeJson.writeAs(json, "now", clash.now());
                        json.writeEndObject();
                    });
                    json.writeEndObject();
                });
    }

    static Problem of(Outcome.Failure failure, String message) {
        return switch (failure) {
            case BUSY, UNAVAILABLE -> Problem.busy(message);
            case DAMAGED -> throw new StoreException(StoreException.Trouble.DAMAGED, message);
            case DISK_FULL -> Problem.diskFull(message);
        };
    }
}
