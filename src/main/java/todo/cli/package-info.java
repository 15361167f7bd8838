/// The program: its commands, and how they are run.
///
/// Read [Main], [Commands], then any command; [Running] is the whole server. On top of all other rooms;
/// nobody calls but the one at the terminal.
@NullMarked
package todo.cli;

import org.jspecify.annotations.NullMarked;
