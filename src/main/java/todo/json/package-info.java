/// How entries and changes are written: in the database, over HTTP and in exports.
///
/// Read [EntryJson] and [ChangeJson]; [Json] and [JsonReader] hold the library at arm's length.
/// Pure functions; anyone may call from any thread.
@NullMarked
package todo.json;

import org.jspecify.annotations.NullMarked;
