/// The processes: one for each list, the registry that finds them, and the door to them all.
///
/// Read [TodoServer], [TodoCache], [Todos] and [TodoSystem]. Only this room imports Pekko. Nothing
/// in a process waits: what takes time comes back as a message.
@NullMarked
package todo.server;

import org.jspecify.annotations.NullMarked;
