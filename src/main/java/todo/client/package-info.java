/// The other end of the HTTP interface: how a program talks to a running server.
///
/// Read [Connection], then [LiveChanges]. Whoever calls waits for the answer.
@NullMarked
package todo.client;

import org.jspecify.annotations.NullMarked;
