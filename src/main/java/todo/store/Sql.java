package todo.store;

/// The statements that are not the same in each kind of SQL.
///
/// @param list a list's row by its name, with its last change
/// @param answered the changes that came of a request
/// @param newest the time of the newest of the last changes, of a file or of each list
/// @param senders the names of the lists that have sent something
/// @param allEntries a page of entries in order of list and id
/// @param dueEntries a page of open entries in order of date
/// @param settled the changes of a list before a version that are in the table of entries
/// @param history a list's changes, each with what counts them
/// @param floor how far the table of entries has come by that count, and where a list's history begins
/// @param repeated keys of requests that stand for more than one
record Sql(
        String list,
        String answered,
        String newest,
        String senders,
        String allEntries,
        String dueEntries,
        String settled,
        String history,
        String floor,
        String repeated) {
    private static final String REPEATED = """
            ON key = list WHERE request IS NOT NULL GROUP BY list, request, name
            HAVING count(DISTINCT digest) <> 1 OR count(digest) <> count(*)""";

    static final Sql SQLITE = new Sql(
            "SELECT " + ChangeRows.COLUMNS + """
            , key, alive, properties, name, list.sum, c.seq > (SELECT reached FROM folder)
            FROM list LEFT JOIN change AS c ON c.list = key
            WHERE name = ? ORDER BY c.version DESC LIMIT 1""",
            "SELECT " + ChangeRows.COLUMNS + """
             FROM change AS c INDEXED BY change_request WHERE c.list = ? AND c.request = ? ORDER BY c.version""",
            "SELECT max(at) FROM (SELECT at FROM change ORDER BY seq DESC LIMIT 1000)",
            "SELECT DISTINCT name FROM sending CROSS JOIN list ON key = list",
            """
            SELECT id, version, due, data, entry.sum, entry.list, '', name FROM entry JOIN list ON key = entry.list
            WHERE (entry.list, entry.id) > (?, ?) ORDER BY entry.list, entry.id LIMIT\s""" + RowReader.PAGE,
            """
            SELECT id, version, due, data, entry.sum, entry.list, due, name FROM entry INDEXED BY entry_due
            JOIN list ON key = entry.list WHERE due IS NOT NULL AND (due, entry.list, entry.id) > (?, ?, ?) AND due < ?
            ORDER BY due, entry.list, entry.id LIMIT\s""" + RowReader.PAGE,
            """
            SELECT version, at, entries, sum FROM change
            WHERE list = ? AND version < ? AND seq <= (SELECT reached FROM folder)""",
            "SELECT " + ChangeRows.OWN + ", c.seq FROM change AS c WHERE c.list = ? ORDER BY c.version",
            "SELECT reached, version, entries, sum FROM folder LEFT JOIN floor ON list = ?",
            "SELECT name, request FROM change INDEXED BY change_request JOIN list " + REPEATED);

    /// Entries are never behind their changes, and changes of a list are counted by their versions.
    static final Sql POSTGRES = new Sql(
            "SELECT " + ChangeRows.COLUMNS + """
            , key, alive, properties, name, list.sum, FALSE
            FROM list LEFT JOIN change AS c
            ON c.list = key AND c.version = (SELECT max(b.version) FROM change AS b WHERE b.list = key)
            WHERE name = ?""",
            "SELECT " + ChangeRows.COLUMNS + """
             FROM change AS c WHERE c.list = ? AND c.request = ? ORDER BY c.version""",
            """
            SELECT max(at) FROM list CROSS JOIN LATERAL (
                SELECT at FROM change WHERE change.list = key ORDER BY version DESC LIMIT 1) AS last""",
            "SELECT DISTINCT name FROM sending JOIN list ON key = sending.list",
            """
            SELECT id, version, due, data, e.sum, e.list, '', name FROM (
                SELECT * FROM entry WHERE (list, id) > (?, ?) ORDER BY list, id LIMIT\s""" + RowReader.PAGE + """
            ) AS e JOIN list ON key = e.list ORDER BY e.list, e.id""",
            """
            SELECT id, version, due, data, e.sum, e.list, due, name FROM (
                SELECT * FROM entry WHERE due IS NOT NULL AND (due, list, id) > (?, ?, ?) AND due < ?
                ORDER BY due, list, id LIMIT\s""" + RowReader.PAGE + """
            ) AS e JOIN list ON key = e.list ORDER BY due, e.list, e.id""",
            "SELECT version, at, entries, sum FROM change WHERE list = ? AND version < ?",
            "SELECT " + ChangeRows.OWN + ", c.version FROM change AS c WHERE c.list = ? ORDER BY c.version",
            """
            SELECT 9223372036854775807, version, entries, sum
            FROM (SELECT 1) AS one LEFT JOIN floor ON list = ?""",
            "SELECT name, request FROM change JOIN list " + REPEATED);
}
