/// Backups: written while the server works, read back before they count, kept in turn, and restored.
///
/// Read [BackupFile] and [PartWriter] for what is in the file, [Checking] for what a backup must pass, then
/// [Backups] and [Restoring]. Whoever calls here waits, for as long as it takes to go through all lists.
@NullMarked
package todo.backup;

import org.jspecify.annotations.NullMarked;
