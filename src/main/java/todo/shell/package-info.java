/// The interactive prompt: JShell with the system loaded and the names imported.
///
/// Read [CacheView], [NamedList] and [DatabaseView], which is what one types, then [Door], which has the two ways to
/// the
/// lists, and [Shell], which starts it. Sits on top; only `cli` may call.
@NullMarked
package todo.shell;

import org.jspecify.annotations.NullMarked;
