/// The project's own measurements, each of which anyone can repeat: `./todo bench`.
///
/// Read [Sections] for what is measured, [Section] and [Row] for how that is said, [Runner] for how
/// a figure comes about, [Report] for what is printed. In the process everything goes through
/// [todo.server.Todos], as any Java program would; over HTTP, through [HttpLoad]. Each section checks
/// what it measured, and fails rather than give a figure for something that was not done.
@NullMarked
package todo.bench;

import org.jspecify.annotations.NullMarked;
