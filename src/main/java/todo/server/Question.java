package todo.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import todo.list.Entry;
import todo.list.ListProperties;
import todo.list.Query;
import todo.list.Selection;
import todo.list.TodoList;

/// What can be asked of a list; the answer comes from what is committed.
public sealed interface Question<T> {
    T of(TodoList list);

    /// What is known of the list as a whole.
    record About() implements Question<About.Known> {
        public record Known(
                boolean alive, long version, Instant changedAt, ListProperties properties, int open, int completed) {}

        @Override
        public Known of(TodoList list) {
            return new Known(
                    list.alive(),
                    list.version(),
                    list.changedAt(),
                    list.properties(),
                    list.openCount(),
                    list.completedCount());
        }
    }

    /// The entries that a query wants.
    ///
    /// @param limit how many will be taken at most, 0 for all; whether there are more can still be told
    record Entries(Query query, int limit) implements Question<Entries.Selected> {
        public Entries {
            if (limit < 0 || limit == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("limit " + limit);
            }
        }

        public Entries(Query query) {
            this(query, 0);
        }

        /// @param selection `null` if there is no entry that the query could go on after
        public record Selected(
                boolean alive, long version, @Nullable Selection selection) {}

        @Override
        public Selected of(TodoList list) {
            var selection = list.select(query);
            return new Selected(
                    list.alive(),
                    list.version(),
                    selection == null || limit == 0 ? selection : selection.first(limit + 1));
        }
    }

    record One(long id) implements Question<FoundEntry> {
        @Override
        public FoundEntry of(TodoList list) {
            return new FoundEntry(list.entry(id));
        }
    }

    record ByUid(String uid) implements Question<FoundEntry> {
        @Override
        public FoundEntry of(TodoList list) {
            return new FoundEntry(list.entry(uid));
        }
    }

    /// The list itself, which being a value can be had for nothing.
    record Whole() implements Question<TodoList> {
        @Override
        public TodoList of(TodoList list) {
            return list;
        }
    }

    /// @param entry `null` if there is none
    record FoundEntry(@Nullable Entry entry) {}
}
