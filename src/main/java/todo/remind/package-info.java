/// Reminders: what is to be said when, to whom, and how it gets there.
///
/// Read [Reminders], [Reminding], [Agenda], [Book], [Courier], [Post]. No list is held awake for it: it reads all
/// entries once, and
/// hears of changes as they are committed. What is due is in the [Book], on disk, before it is sent, and stays there
/// until it was taken; so it arrives at least once, under an id that stays the same.
@NullMarked
package todo.remind;

import org.jspecify.annotations.NullMarked;
