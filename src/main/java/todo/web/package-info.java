/// The HTTP door: `/api`, and what is needed to run it.
///
/// Read [Api] (which request goes where), one of its parts, such as [EntryRoutes], then [Gate] (who
/// comes in) and [Problems] (what is said when something is wrong). Each request runs on a virtual
/// thread and may wait. Helidon stays in this room.
@NullMarked
package todo.web;

import org.jspecify.annotations.NullMarked;
