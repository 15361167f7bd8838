/// How lists are kept: in SQLite files in one folder, a worker for each, or in a PostgreSQL database, in which each
/// worker has a connection of its own.
///
/// Read [Database], [DatabaseWorker], then [Schema] and [SqliteLog]; for PostgreSQL, then [PostgresWriter] and
/// [PostgresOwner]. Only this room imports `java.sql`. Writes go through a bounded queue to the one thread that writes
/// the list, which commits all that waits in one transaction and then answers; reads have a connection and a thread of
/// their own and so see only what is committed. Callers never wait here: they are called back, on a thread of the
/// store's, and must not hold it up.
@NullMarked
package todo.store;

import org.jspecify.annotations.NullMarked;
