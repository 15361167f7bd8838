/// What can be chosen when Todo starts: [Setting] is the table, [Settings] what was chosen.
///
/// Pure functions; read once, at the start.
@NullMarked
package todo.settings;

import org.jspecify.annotations.NullMarked;
