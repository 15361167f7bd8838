package todo.prove;

import java.util.List;

/// What one request asks for. Its mark, where it has one, is found again in the change it makes.
sealed interface Deed {
    String list();

    /// All of these entries, or none of them.
    record Add(String list, List<String> uids) implements Deed {
        public Add {
            uids = List.copyOf(uids);
        }
    }

    /// @param mark becomes the entry's notes
    /// @param completes whether it completes the entry too
    record Edit(String list, long id, String mark, boolean completes) implements Deed {}

    record Remove(String list, long id) implements Deed {}

    record Move(String list, long id, String to) implements Deed {}

    record Undo(String list, long version) implements Deed {}

    /// @param mark becomes the list's title
    record Describe(String list, String mark) implements Deed {}

    record Drop(String list) implements Deed {}
}
