/// Reminders: what is to be said when, to whom, and how it gets there.
///
/// Read [Reminders], [Reminding], [Agenda], [Courier], [Post]. No list is held awake for it: it reads all entries once,
/// and
/// hears of changes as they are committed. A due reminder is a row for each target in [todo.store.ReminderStorage], on
/// disk, before it is sent, and until it is accepted or given up; so it arrives at least once, under an id that stays
/// the
/// same.
@NullMarked
package todo.remind;

import org.jspecify.annotations.NullMarked;
