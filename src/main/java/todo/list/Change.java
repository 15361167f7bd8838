package todo.list;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One numbered step of a list's history. Going through all of them, from the first, gives the list.
///
/// @param version counts up by one with each change of the list, from 1
/// @param at when; never before the change that came before it
/// @param by who made it
/// @param undoes the version of the change that this one takes back, or 0
public record Change(long version, Instant at, String by, long undoes, What what) {

    /// What happened.
    public sealed interface What {}

    public record Added(Entry entry) implements What {}

    public record Edited(Entry before, Entry entry) implements What {}

    /// `entry` left the list; it is held here as it was.
    public record Removed(Entry entry) implements What {}

    /// `entry` left for the list `to`; it is held here as it was.
    public record MovedOut(Entry entry, String to) implements What {}

    /// `entry` came from the list `from`, which let it go with its change `fromVersion`.
    public record MovedIn(Entry entry, String from, long fromVersion) implements What {}

    public record Described(ListProperties before, ListProperties properties) implements What {}

    /// The list is gone, until something is done to it again. Its entries went before, one by one.
    public record Dropped() implements What {}

    /// The entry that this is about, or `null` where it is about the list itself.
    public @Nullable Entry entry() {
        return switch (what) {
            case Added(var entry) -> entry;
            case Edited(var _, var entry) -> entry;
            case Removed(var entry) -> entry;
            case MovedOut(var entry, var _) -> entry;
            case MovedIn(var entry, var _, var _) -> entry;
            case Described _, Dropped _ -> null;
        };
    }

    /// Whether the entry this is about is in the list after it.
    public boolean leavesEntry() {
        return switch (what) {
            case Added _, Edited _, MovedIn _ -> true;
            case Removed _, MovedOut _, Described _, Dropped _ -> false;
        };
    }

    /// How long the texts that it holds are, before and after it, in characters.
    public long length() {
        var entry = entry();
        long before = what instanceof Edited(var was, var _) ? was.length() : 0;
        return entry == null ? before : before + entry.length();
    }

    /// For an edit, the fields it changed with the values they had; else nothing.
    public List<Field> was() {
        return what instanceof Edited(var before, var entry) ? entry.changedSince(before) : List.of();
    }
}
