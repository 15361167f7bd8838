package todo.account;

import org.jspecify.annotations.Nullable;
import todo.list.Refusal;
import todo.list.TodoList;

/// What a caller may do with a list: the one place that decides it.
public final class Access {
    private Access() {}

    /// What can be asked for, each including the ones before it.
    public enum Right {
        READ,
        WRITE,
        OWN
    }

    /// Why `caller` may not have `right` on `list`, or `null` if there is no reason.
    ///
    /// There is one caller, the owner of all lists, so far; a name that no list can have is refused to everyone.
    public static @Nullable Refusal check(Caller caller, String list, Right right) {
        if (!caller.equals(Caller.OWNER)) {
            return new Refusal.Forbidden(list);
        }
        String problem = TodoList.problemWithName(list);
        return problem == null ? null : new Refusal.Invalid("list", problem);
    }

    /// Whether `caller` may have all lists at once, as the server itself has them.
    public static boolean ownsServer(Caller caller) {
        return caller.equals(Caller.OWNER);
    }
}
