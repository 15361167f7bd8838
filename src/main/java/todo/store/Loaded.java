package todo.store;

import java.util.List;
import todo.list.TodoList;

/// A list as it is on disk, with the right to write it.
///
/// @param sendings what it has let go that has not arrived yet
public record Loaded(TodoList list, OpenList open, List<Sending> sendings) {
    /// What is there of a list that was never there.
    static Loaded none(String list) {
        return new Loaded(TodoList.EMPTY, new OpenList(list, 0, Tip.NONE), List.of());
    }
}
