/// The HTTP door: `/api`, and what is needed to run it.
///
/// Read [Api] (which request goes where), one of its parts, such as [EntryRoutes], then [Gate] (who
/// comes in), [Exchange] (one request and its answer) and [Problems] (what is said when something is
/// wrong). What a client may cost in time and connections is kept by [Connections]. `openapi.json`
/// describes it all; a test holds the server to it. Each request runs on a virtual thread and may
/// wait. Jetty stays in this room: [Listening] sets it up, [HttpCall] reads requests from it and writes answers.
@NullMarked
package todo.web;

import org.jspecify.annotations.NullMarked;
