package todo.prove;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.list.Change;

/// What a client did with a list, together with what it was told; and what one list must have been like for it.
sealed interface Operation {
    /// An entry at one version.
    record Held(String title, long version) {}

    /// All that there is of a list, as plain as can be.
    record State(long version, Map<Long, Held> entries) {
        static final State EMPTY = new State(0, Map.of());

        State with(long id, String title) {
            var more = new HashMap<>(entries);
            more.put(id, new Held(title, version + 1));
            return new State(version + 1, Map.copyOf(more));
        }
    }

    /// @param id 0 if it was not told
    record Add(String title, long id, long version) implements Operation {}

    /// @param ifMatch the version it was meant for, or 0 for any
    /// @param version 0 if it was not told
    record Edit(long id, String title, long ifMatch, long version) implements Operation {}

    /// An edit that was refused, for the entry was another than it was meant for.
    record Stale(long id, long ifMatch, Held current) implements Operation {}

    record Read(long id, Held held) implements Operation {}

    record ReadAll(State state) implements Operation {}

    /// A watcher was told of a change.
    record Told(long version) implements Operation {}

    /// The list after this, or `null` if in `state` it could not have been told what it was.
    default @Nullable State after(State state) {
        return switch (this) {
            case Add(var title, var id, var version) -> {
                long next = state.entries().size() + 1L;
                yield id == 0 || id == next && version == state.version() + 1 ? state.with(next, title) : null;
            }
            case Edit(var id, var title, var ifMatch, var version) -> {
                var held = state.entries().get(id);
                boolean meant = held != null && (ifMatch == 0 || ifMatch == held.version());
                yield meant && (version == 0 || version == state.version() + 1) ? state.with(id, title) : null;
            }
            case Stale(var id, var ifMatch, var current) ->
                ifMatch != current.version() && current.equals(state.entries().get(id)) ? state : null;
            case Read(var id, var held) -> held.equals(state.entries().get(id)) ? state : null;
            case ReadAll(var all) -> all.equals(state) ? state : null;
            case Told(var version) -> version <= state.version() ? state : null;
        };
    }

    /// This, which was not answered, as it was done by `change`; `null` if that is another's. Titles are given once.
    default @Nullable Operation doneBy(Change change) {
        var entry = change.entry();
        if (entry == null) {
            return null;
        }
        return switch (this) {
            case Add(var title, var _, var _) ->
                entry.title().equals(title) ? new Add(title, entry.id(), change.version()) : null;
            case Edit(var id, var title, var ifMatch, var _) ->
                entry.title().equals(title) ? new Edit(id, title, ifMatch, change.version()) : null;
            case Stale _, Read _, ReadAll _, Told _ -> null;
        };
    }
}
