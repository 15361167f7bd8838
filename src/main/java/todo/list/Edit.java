package todo.list;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can be asked of a list. An edit says what is wanted; a [Change] says what came of it.
public sealed interface Edit {

    /// A new entry with these fields.
    ///
    /// @param id 0 for the next free one; or an id that the list has not reached yet, as an import asks for
    /// @param createdAt `null` for now
    record Add(String uid, long id, @Nullable Instant createdAt, List<Field> fields) implements Edit {
        public Add {
            fields = List.copyOf(fields);
        }
    }

    /// Sets the fields that are named; the others stay as they are.
    ///
    /// @param zone where the one who edits is: which day it is there decides when a repeating entry comes next
    record Amend(long id, List<Field> fields, ZoneId zone) implements Edit {
        public Amend {
            fields = List.copyOf(fields);
        }

        /// The same, by the clocks of UTC.
        public Amend(long id, List<Field> fields) {
            this(id, fields, ZoneOffset.UTC);
        }
    }

    /// Sets all fields: those that are not named become what they are in a new entry, but for its place.
    ///
    /// @param zone as in [Amend]
    record Replace(long id, List<Field> fields, ZoneId zone) implements Edit {
        public Replace {
            fields = List.copyOf(fields);
        }

        /// The same, by the clocks of UTC.
        public Replace(long id, List<Field> fields) {
            this(id, fields, ZoneOffset.UTC);
        }
    }

    /// Removes an entry and what is part of it.
    record Remove(long id) implements Edit {}

    /// Removes all entries.
    record Clear() implements Edit {}

    record Describe(ListProperties properties) implements Edit {}

    /// Removes the list with all its entries.
    record Drop() implements Edit {}

    /// Takes `change`, one of this list's, back.
    record Undo(Change change) implements Edit {
        /// Takes back all that one edit changed.
        public static Edit of(List<Change> changes) {
            List<Edit> undos =
                    Undoing.inOrder(changes).stream().<Edit>map(Undo::new).toList();
            return undos.size() == 1 ? undos.getFirst() : new All(undos);
        }
    }

    /// Takes the list back to how it was: see [GoingBack].
    ///
    /// @param then the list as it was
    /// @param missing the uids of what is to come back
    /// @param leaving the uids of what is to go
    record Restore(TodoList then, Set<String> missing, Set<String> leaving) implements Edit {
        public Restore {
            missing = Set.copyOf(missing);
            leaving = Set.copyOf(leaving);
        }
    }

    /// Lets an entry and what is part of it go to the list `to`.
    record Send(long id, String to) implements Edit {}

    /// Takes in what the list `from` let go.
    record Receive(String from, List<Change> sent) implements Edit {
        public Receive {
            sent = List.copyOf(sent);
        }
    }

    /// Takes back in what this list let go and the other list refused.
    record Return(List<Change> sent) implements Edit {
        public Return {
            sent = List.copyOf(sent);
        }
    }

    /// Several edits, in order: all of them or none. What moves between lists goes alone.
    record All(List<Edit> edits) implements Edit {
        public All {
            edits = List.copyOf(edits);
            if (edits.stream()
                    .anyMatch(edit -> edit instanceof Send || edit instanceof Receive || edit instanceof Return)) {
                throw new IllegalArgumentException("a move between lists can't be one of several edits");
            }
        }
    }
}
