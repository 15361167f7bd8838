/// How entries and changes are written: in the database, over HTTP, in exports and between nodes.
///
/// Read [EntryJson] and [ChangeJson]; [Json], [Cbor] and [JsonReader] hold the library at arm's length.
/// Pure functions; anyone may call from any thread.
@NullMarked
package todo.json;

import org.jspecify.annotations.NullMarked;
