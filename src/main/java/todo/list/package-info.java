/// The list as a value: entries, the edits that can be made to them, and the rules.
///
/// Read [Entry], [Edit], [Change] and then [TodoList]. Everything here is immutable and pure: no
/// I/O, no clock, no randomness; only `java.*` is imported. Anyone may call from any thread.
@NullMarked
package todo.list;

import org.jspecify.annotations.NullMarked;
