package todo.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import todo.list.Change;
import todo.list.Entry;
import todo.prove.Ledger.Line;
import todo.prove.Ledger.State;

/// Holds what is in the lists against what the clients know: each change must come of one request, each
/// acknowledged request must have had its one effect, and none that was refused any.
///
/// Each request has a name for the effect it would have, and each change one for the effect it is.
final class Accounts {
    private final Map<String, Seen> lists;
    private final Map<String, String> uids = new HashMap<>();
    private final Map<String, Line> batches = new HashMap<>();
    private final Map<String, long[]> edits = new HashMap<>();
    private final Map<String, Effect> effects = new HashMap<>();

    private static final class Effect {
        private final List<Line> asked = new ArrayList<>();
        private final List<Long> found = new ArrayList<>();
        private int foundInDrops;

        long asked(State state) {
            return asked.stream().filter(line -> line.state() == state).count();
        }

        /// The version of its change, or 0 where that is not certain.
        long version() {
            return asked.size() == 1 && found.size() == 1 && foundInDrops == 0 ? found.getFirst() : 0;
        }
    }

    private Accounts(List<Line> ledger, Map<String, Seen> lists) {
        this.lists = lists;
        ledger.forEach(line -> {
            if (line.deed() instanceof Deed.Add add) {
                add.uids().forEach(uid -> batches.put(uid, line));
            }
        });
        lists.forEach((list, seen) -> edits.put(list, seen.edits(batches)));
        lists.forEach((list, seen) -> seen.history().forEach(change -> {
            var entry = change.entry();
            if (entry != null) {
                uids.put(list + " " + entry.id(), entry.uid());
            }
        }));
    }

    /// @throws Lost saying what should have been and what is
    static void check(List<Line> ledger, Map<String, Seen> lists) {
        lists.forEach((name, seen) -> seen.check(name));
        checkPlaces(lists);
        checkMoves(lists);
        var accounts = new Accounts(ledger, lists);
        ledger.forEach(accounts::enter);
        lists.forEach((name, seen) -> accounts.enter(name, seen));
        accounts.effects.forEach(Accounts::check);
        accounts.checkBatches(ledger);
        lists.keySet().forEach(list -> accounts.checkOrder(list, ledger));
    }

    /// No entry is in two lists.
    private static void checkPlaces(Map<String, Seen> lists) {
        Map<String, String> places = new HashMap<>();
        lists.forEach((list, seen) -> {
            var entries = seen.entries();
            for (var entry : entries == null ? List.<Entry>of() : entries) {
                String other = places.put(entry.uid(), list);
                if (other != null) {
                    throw new Lost("the entry " + entry.uid() + " is in " + other + " and in " + list);
                }
            }
        });
    }

    /// What left one list came into the other, once.
    private static void checkMoves(Map<String, Seen> lists) {
        Set<String> gone = new HashSet<>();
        lists.forEach((list, seen) -> {
            for (var change : seen.history()) {
                if (change.what() instanceof Change.MovedOut(var entry, var to)) {
                    gone.add(list + " " + change.version() + " " + entry.uid() + " to " + to);
                }
            }
        });
        lists.forEach((list, seen) -> {
            for (var change : seen.history()) {
                if (change.what() instanceof Change.MovedIn(var entry, var from, var version)
                        && !gone.remove(from + " " + version + " " + entry.uid() + " to " + list)) {
                    throw new Lost("change " + change.version() + " of " + list + " takes in " + entry.uid() + " from "
                            + from + ", which did not let it go, or it came twice");
                }
            }
        });
        if (!gone.isEmpty()) {
            throw new Lost("lost on their way from list to list: " + gone);
        }
    }

    private void enter(Line line) {
        for (String effect : effects(line.deed())) {
            effects.computeIfAbsent(effect, _ -> new Effect()).asked.add(line);
        }
    }

    private List<String> effects(Deed deed) {
        String list = deed.list();
        return switch (deed) {
            case Deed.Add add ->
                add.uids().stream().map(uid -> added(list, uid)).toList();
            case Deed.Edit edit -> List.of(edited(list, edit.mark()));
            case Deed.Remove remove -> List.of(removed(list, remove.id()));
            case Deed.Move move -> List.of(moved(uid(list, move.id()), list, move.to()));
            case Deed.Undo undo -> List.of(undone(list, undo.version()));
            case Deed.Describe describe -> List.of(described(list, describe.mark()));
            case Deed.Drop _ -> List.of(dropped(list));
        };
    }

    private static String added(String list, String uid) {
        return "add " + uid + " to " + list;
    }

    private static String edited(String list, String mark) {
        return "edit " + mark + " in " + list;
    }

    private static String removed(String list, long id) {
        return "remove " + id + " from " + list;
    }

    private static String moved(String uid, String from, String to) {
        return "move " + uid + " from " + from + " to " + to;
    }

    private static String described(String list, String mark) {
        return "describe " + list + " as " + mark;
    }

    private static String dropped(String list) {
        return "drop " + list;
    }

    /// A move is taken back by a move from the other list, and what one edit changed is taken back whole.
    private String undone(String list, long version) {
        var seen = lists.get(list);
        if (seen == null || version > seen.history().size()) {
            return "undo " + version + " of " + list;
        }
        return switch (seen.history().get((int) version - 1).what()) {
            case Change.MovedOut(var entry, var to) -> moved(entry.uid(), to, list);
            case Change.MovedIn(var entry, var from, var _) -> moved(entry.uid(), list, from);
            default -> "undo " + edits(list)[(int) version - 1] + " of " + list;
        };
    }

    /// As [Seen#edits].
    private long[] edits(String list) {
        return edits.getOrDefault(list, new long[0]);
    }

    private String uid(String list, long id) {
        return uids.getOrDefault(list + " " + id, "the unknown " + id);
    }

    private void enter(String list, Seen seen) {
        long[] edits = edits(list);
        for (var change : seen.history()) {
            String effect = effect(list, change);
            boolean isPart = change.undoes() != 0
                    && change.version() < edits.length
                    && edits[(int) change.version()] == edits[(int) change.version() - 1];
            if (effect != null && !isPart) {
                effects.computeIfAbsent(effect, _ -> new Effect()).found.add(change.version());
            }
            if (change.what() instanceof Change.Dropped) {
                enterDrop(list, seen.history(), (int) change.version() - 1);
            }
        }
    }

    /// What goes with the list goes in the same instant, just before it.
    private void enterDrop(String list, List<Change> history, int drop) {
        for (int i = drop - 1; i >= 0; i--) {
            var change = history.get(i);
            if (!(change.what() instanceof Change.Removed(var entry))
                    || !change.at().equals(history.get(drop).at())) {
                return;
            }
            if (change.undoes() == 0) {
                effects.computeIfAbsent(removed(list, entry.id()), _ -> new Effect()).foundInDrops++;
            }
        }
    }

    private @org.jspecify.annotations.Nullable String effect(String list, Change change) {
        return switch (change.what()) {
            case Change.MovedOut(var entry, var to) -> moved(entry.uid(), list, to);
            case Change.MovedIn _ -> null; // goes with what let it go
            case Change.Added _, Change.Edited _, Change.Removed _, Change.Described _, Change.Dropped _
            when change.undoes() != 0 -> undone(list, change.undoes());
            case Change.Added(var entry) -> added(list, entry.uid());
            case Change.Edited(var _, var entry) -> edited(list, entry.notes());
            case Change.Removed(var entry) -> removed(list, entry.id());
            case Change.Described(var _, var properties) -> described(list, properties.title());
            case Change.Dropped _ -> dropped(list);
        };
    }

    private static void check(String name, Effect effect) {
        long made = effect.asked(State.MADE);
        long open = effect.asked(State.OPEN);
        int found = effect.found.size();
        if (found < made || found - effect.foundInDrops > made + open) {
            throw new Lost("\"" + name + "\" was acknowledged " + made + " times and left open " + open
                    + " times, and was done " + found + " times, by " + effect.found + "; asked for: " + effect.asked);
        }
    }

    /// Several adds of one request are all there, side by side, or none.
    private void checkBatches(List<Line> ledger) {
        for (var line : ledger) {
            if (line.deed() instanceof Deed.Add(var list, var uids)) {
                var versions =
                        uids.stream().map(uid -> version(added(list, uid))).toList();
                for (int i = 1; i < versions.size(); i++) {
                    long due = versions.getFirst() == 0 ? 0 : versions.getFirst() + i;
                    if (versions.get(i) != due) {
                        throw new Lost("of " + line + " only a part is there, or not side by side: " + versions);
                    }
                }
            }
        }
    }

    private long version(String effect) {
        var found = effects.get(effect);
        return found == null ? 0 : found.version();
    }

    /// What was asked for after something else was acknowledged comes after it, and has the version it was told.
    private void checkOrder(String list, List<Line> ledger) {
        TreeMap<Long, Line> byAnswer = new TreeMap<>();
        List<Line> inList = ledger.stream()
                .filter(line -> line.deed().list().equals(list) && position(line) > 0)
                .toList();
        for (var line : inList) {
            if (line.state() == State.MADE && line.version() > 0 && line.version() != position(line)) {
                throw new Lost(line + " was told " + line.version() + ", and is change " + position(line));
            }
            if (line.state() == State.MADE) {
                byAnswer.merge(line.answered(), line, (one, other) -> position(one) > position(other) ? one : other);
            }
        }
        Line last = null;
        for (var entry : byAnswer.entrySet()) {
            last = last == null || position(entry.getValue()) > position(last) ? entry.getValue() : last;
            entry.setValue(last);
        }
        for (var line : inList) {
            var before = byAnswer.lowerEntry(line.sent());
            if (before != null && position(before.getValue()) > position(line)) {
                throw new Lost(line + " is change " + position(line) + ", before " + before.getValue() + ", change "
                        + position(before.getValue()) + ", which was acknowledged before it was asked for");
            }
        }
    }

    /// The version of the one change that `line` made for certain (the last of several), or 0.
    private long position(Line line) {
        return line.deed() instanceof Deed.Move
                        || line.state() == State.NOTHING
                        || line.deed() instanceof Deed.Undo && isMove(line)
                ? 0
                : version(effects(line.deed()).getLast());
    }

    /// Its change is in another list.
    private boolean isMove(Line line) {
        return effects(line.deed()).getFirst().startsWith("move ");
    }
}
