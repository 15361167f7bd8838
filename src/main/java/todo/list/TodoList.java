package todo.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The list as an immutable value: pure functions, no I/O.
///
/// [#apply] says what an edit comes to, by the rules; [#with] and [#without] go one change on or back.
/// All cost about log n of the list's entries.
public final class TodoList {
    /// The list that nobody has done anything to.
    public static final TodoList EMPTY = new TodoList(0, Instant.EPOCH, 0, false, ListProperties.NONE, Entries.NONE);

    /// Stands, among the versions that an edit is meant for, for any while the list is there.
    public static final long THERE = -2;

    /// Stands, among the versions that an edit is meant for, for any while the list is not there.
    public static final long NOT_THERE = -3;

    /// How many entries a list can hold.
    public static final int MAX_ENTRIES = Rules.MAX_ENTRIES;

    private final long version;
    private final Instant changedAt;
    private final long lastId;
    private final boolean alive;
    private final ListProperties properties;
    private final Entries entries;

    private TodoList(
            long version, Instant changedAt, long lastId, boolean alive, ListProperties properties, Entries entries) {
        this.version = version;
        this.changedAt = changedAt;
        this.lastId = lastId;
        this.alive = alive;
        this.properties = properties;
        this.entries = entries;
    }

    /// The list as it was kept.
    public static TodoList of(
            long version,
            Instant changedAt,
            long lastId,
            boolean alive,
            ListProperties properties,
            List<Entry> entries) {
        return new TodoList(
                version, changedAt, lastId, alive, properties, entries.isEmpty() ? Entries.NONE : Entries.of(entries));
    }

    /// What is wrong with `name` as the name of a list, as the end of the sentence "a list's name …"; `null` if
    /// nothing.
    public static @Nullable String problemWithName(String name) {
        return Rules.listName(name);
    }

    /// How many changes were made to it.
    public long version() {
        return version;
    }

    /// When the last change was made.
    public Instant changedAt() {
        return changedAt;
    }

    /// The highest id given out so far.
    public long lastId() {
        return lastId;
    }

    /// Whether there is such a list: something was done to it, and it was not dropped since.
    public boolean alive() {
        return alive;
    }

    public ListProperties properties() {
        return properties;
    }

    public int size() {
        return entries.size();
    }

    public int completedCount() {
        return entries.completedCount();
    }

    public int openCount() {
        return size() - completedCount();
    }

    /// How much memory the texts of its entries take, in bytes.
    public long bytes() {
        return entries.bytes();
    }

    public @Nullable Entry entry(long id) {
        return entries.byId(id);
    }

    public @Nullable Entry entry(String uid) {
        return entries.byUid(uid);
    }

    /// The entries that `query` wants, or `null` if there is no entry [Query#after] which it could go on.
    public @Nullable Selection select(Query query) {
        var after = query.after() == 0 ? null : entries.byId(query.after());
        boolean hasNoPlace = after == null
                || query.byDate() && after.due() == null
                || query.lastCompletedFirst() && !after.completed();
        if (query.after() != 0 && hasNoPlace) {
            return null;
        }
        return new Selection(entries, query, after);
    }

    /// What comes of `edit`, made by `by` at `now`, if it is meant for this list.
    ///
    /// @param ifMatch the versions (of the entry it is about, else of the list) it is meant for, or [#THERE], or
    ///     [#NOT_THERE]; none for any
    public Result apply(Edit edit, List<Long> ifMatch, String by, Instant now) {
        if (!ifMatch.isEmpty()) {
            var refusal = checkVersion(edit, ifMatch);
            if (refusal != null) {
                return new Result.Refused(refusal);
            }
        }
        return new Edits(this, by, now.isBefore(changedAt) ? changedAt : now).make(edit);
    }

    private @Nullable Refusal checkVersion(Edit edit, List<Long> ifMatch) {
        if (ifMatch.contains(THERE) || ifMatch.contains(NOT_THERE)) {
            return ifMatch.contains(alive ? THERE : NOT_THERE) ? null : new Refusal.Stale(version, null);
        }
        long id = switch (edit) {
            case Edit.Amend(var entry, var _, var _) -> entry;
            case Edit.Replace(var entry, var _, var _) -> entry;
            case Edit.Remove(var entry) -> entry;
            case Edit.Send(var entry, var _) -> entry;
            case Edit.Add _, Edit.All _, Edit.Clear _, Edit.Describe _, Edit.Drop _ -> 0;
            case Edit.Undo _, Edit.Restore _, Edit.Receive _, Edit.Return _ -> 0;
        };
        var entry = id == 0 ? null : entries.byId(id);
        if (id != 0 && entry == null) {
            return new Refusal.NoSuchEntry(id);
        }
        long current = entry == null ? version : entry.version();
        return ifMatch.contains(current) ? null : new Refusal.Stale(current, entry);
    }

    /// The list after `change`, which must be the one that comes next.
    public TodoList with(Change change) {
        if (change.version() != version + 1) {
            throw new IllegalArgumentException("change " + change.version() + " does not follow version " + version);
        }
        var entry = change.entry();
        var next = entry == null ? entries : change.leavesEntry() ? entries.plus(entry) : entries.minus(entry);
        return new TodoList(
                change.version(),
                change.at(),
                entry == null ? lastId : Math.max(lastId, entry.id()),
                switch (change.what()) {
                    case Change.Added _, Change.MovedIn _, Change.Described _ -> true;
                    case Change.Dropped _ -> false;
                    case Change.Edited _, Change.Removed _, Change.MovedOut _ -> alive;
                },
                change.what() instanceof Change.Described(var _, var described) ? described : properties,
                next);
    }

    /// The list as it was before `change`, which must be its last. Good for reading its entries and
    /// properties only: whether it was there and when it was changed, [#leftBy] can say; which ids were
    /// given out then is not known.
    public TodoList without(Change change) {
        if (change.version() != version) {
            throw new IllegalArgumentException("change " + change.version() + " is not the last of version " + version);
        }
        var before = switch (change.what()) {
            case Change.Added(var entry) -> entries.minus(entry);
            case Change.MovedIn(var entry, var _, var _) -> entries.minus(entry);
            case Change.Edited(var was, var _) -> entries.plus(was);
            case Change.Removed(var entry) -> entries.plus(entry);
            case Change.MovedOut(var entry, var _) -> entries.plus(entry);
            case Change.Described _, Change.Dropped _ -> entries;
        };
        return new TodoList(
                version - 1,
                changedAt,
                lastId,
                version > 1,
                change.what() instanceof Change.Described(var was, var _) ? was : properties,
                before);
    }

    /// The same, which is known to be as `change` left it.
    public TodoList leftBy(Change change) {
        if (change.version() != version) {
            throw new IllegalArgumentException("change " + change.version() + " did not leave version " + version);
        }
        boolean dropped = change.what() instanceof Change.Dropped;
        return new TodoList(version, change.at(), lastId, !dropped, properties, entries);
    }

    Entries entries() {
        return entries;
    }

    /// All entries, in order of id.
    public List<Entry> all() {
        var all = new ArrayList<Entry>(size());
        entries.inOrderOfId().forEach(all::add);
        return all;
    }
}
