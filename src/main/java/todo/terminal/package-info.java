/// How things look in a terminal, and how people write dates in one.
///
/// Read [EntryTable] and [ChangeText]. Pure functions but for [Terminal], which holds the streams. Whatever
/// comes from a list is made harmless by [Text] before it is printed.
@NullMarked
package todo.terminal;

import org.jspecify.annotations.NullMarked;
