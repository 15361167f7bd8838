package todo.shell;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import todo.list.Change;
import todo.list.Due;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.Undoable;
import todo.server.Question;
import todo.terminal.ChangeText;
import todo.terminal.Dates;
import todo.terminal.DueArgument;
import todo.words.Speaker;

/// One list, by its name, and its process. It comes to life with its first entry.
///
/// Days are given as on the command line: `2026-12-24`, `today`, `fri`, `24 Dec`, `+3d`, `2026-12-24T17:00`.
public final class NamedList {
    private static final int PAGE = 20;

    private final Door door;
    private final String name;
    private final Clock clock;

    NamedList(Door door, String name, Clock clock) {
        this.door = door;
        this.name = name;
        this.clock = clock;
    }

    public String name() {
        return name;
    }

    /// Adds an entry, and gives it.
    public Listing<Entry> add(String title) {
        return listing(door.add(name, List.of(new Field.Title(title))));
    }

    /// Adds an entry that is due on a day, and gives it.
    public Listing<Entry> add(String title, String due) {
        return listing(door.add(name, List.of(new Field.Title(title), new Field.DueAt(due(due)))));
    }

    /// Adds an entry that is due on a day, and gives it.
    public Listing<Entry> add(String title, LocalDate due) {
        return add(title, due.toString());
    }

    /// All entries, in order.
    public Listing<Entry> entries() {
        return Listing.of(door.entries(name, null), dates());
    }

    /// The entries due on a day.
    public Listing<Entry> entries(String day) {
        return entries(due(day).date());
    }

    /// The entries due on a day.
    public Listing<Entry> entries(LocalDate day) {
        return Listing.of(door.entries(name, day), dates());
    }

    /// Completes an entry.
    public Listing<Entry> done(long id) {
        return edit(id, new Field.Completed(true));
    }

    /// Opens an entry again.
    public Listing<Entry> reopen(long id) {
        return edit(id, new Field.Completed(false));
    }

    /// Gives an entry another title.
    public Listing<Entry> title(long id, String title) {
        return edit(id, new Field.Title(title));
    }

    /// Makes an entry due on another day.
    public Listing<Entry> due(long id, String day) {
        return edit(id, new Field.DueAt(due(day)));
    }

    /// Sets any fields of an entry.
    public Listing<Entry> edit(long id, Field... fields) {
        return listing(door.edit(name, id, List.of(fields)));
    }

    /// Removes an entry.
    public String remove(long id) {
        door.remove(name, id);
        return "removed " + id;
    }

    /// Moves an entry to another list, and gives it as it is there.
    public Listing<Entry> move(long id, String to) {
        return listing(door.move(name, id, to));
    }

    /// The latest changes, newest first.
    public Listing<Change> history() {
        return history(PAGE);
    }

    /// The latest changes, at most `limit`, newest first.
    public Listing<Change> history(int limit) {
        List<String> lines = new ArrayList<>();
        var changes = door.history(name).limit(limit).toList();
        changes.forEach(change -> lines.add(ChangeText.dated(change, dates())));
        return new Listing<>(changes, lines);
    }

    /// Takes the newest change back that is not taken back already.
    public String undo() {
        var change = door.history(name)
                .filter(new Undoable())
                .findFirst()
                .orElseThrow(() -> new Refused("there is nothing to undo in the list \"" + name + "\""));
        door.undo(name, change.version());
        return "took back " + change.version() + ": " + ChangeText.of(change, dates());
    }

    /// Makes any edit: a call, which waits until it is on disk. Gives the entries it was about.
    public Listing<Entry> call(Edit edit) {
        var handle = door.handle(name);
        return Listing.of(LocalDoor.refused(() -> handle.make(edit).entries()), dates());
    }

    /// Asks any question: a call, answered from what is committed.
    public <T> T call(Question<T> question) {
        var handle = door.handle(name);
        return LocalDoor.refused(() -> handle.ask(question));
    }

    /// Makes any edit without waiting: a cast. Gives whether it was taken.
    public boolean cast(Edit edit) {
        return door.handle(name).cast(edit);
    }

    /// What its process is doing.
    public ProcessView state() {
        var process = door.process(name);
        if (process == null) {
            throw new Refused(ProcessView.none(name));
        }
        return process;
    }

    /// How many messages its process has yet to take.
    public long mailbox() {
        return state().mailbox();
    }

    /// Makes its process fail, as a defect would, so that one can see it heal.
    public String crash() {
        return door.crash(name);
    }

    private Due due(String text) {
        var language = Speaker.nearestLanguage(Locale.getDefault().toLanguageTag());
        try {
            return DueArgument.parse(text, new Speaker(ZonedDateTime.now(clock), language, List.of()));
        } catch (DateTimeException e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
    }

    private Dates dates() {
        return Dates.of(clock);
    }

    private Listing<Entry> listing(Entry entry) {
        return Listing.of(List.of(entry), dates());
    }

    /// The list as a table.
    @Override
    public String toString() {
        return (name + ": " + entries()).replaceFirst(" \n", "\n");
    }
}
