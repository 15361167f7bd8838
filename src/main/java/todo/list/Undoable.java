package todo.list;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// Which change "undo" means when none is named: the newest that is neither an undo nor undone already.
///
/// Asked about a list's changes one after the other, newest first.
public final class Undoable implements Predicate<Change> {
    private final Set<Long> undone = new HashSet<>();

    @Override
    public boolean test(Change change) {
        if (undone.contains(change.version())) {
            return false;
        }
        if (change.undoes() != 0) {
            undone.add(change.undoes());
            return false;
        }
        return true;
    }
}
