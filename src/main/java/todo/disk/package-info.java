/// What the operating system is asked to do with files, seen and disturbed: for the proofs and the tests.
///
/// SQLite and the JDK are libraries that call the C library through addresses in writable memory. [Tap] puts its own
/// functions in their place, so that each write, sync, removal and so on of a folder comes by a [Witness], which lets
/// it pass, delays it or answers with an error. [Recorder] is one that writes all down; [Platter] is a disk that has
/// forgotten what it was not told to sync.
///
/// Nothing of this is loaded by a server. It needs Linux on a 64-bit machine.
@NullMarked
package todo.disk;

import org.jspecify.annotations.NullMarked;
