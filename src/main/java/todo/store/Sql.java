package todo.store;

/// The statements that are not the same in each kind of SQL.
///
/// @param list a list's row by its name, with its last change
/// @param answered the changes that came of a request
/// @param senders the names of the lists that have sent something
/// @param allEntries a page of entries in order of list and id
/// @param dueEntries a page of open entries in order of date
record Sql(String list, String answered, String senders, String allEntries, String dueEntries) {
    static final Sql SQLITE = new Sql(
            "SELECT " + ChangeRows.COLUMNS + """
            , key, alive, properties, name, list.sum, c.seq > (SELECT reached FROM folder)
            FROM list LEFT JOIN change AS c ON c.list = key
            WHERE name = ? ORDER BY c.version DESC LIMIT 1""",
            "SELECT " + ChangeRows.COLUMNS + """
             FROM change AS c INDEXED BY change_request WHERE c.list = ? AND c.request = ? ORDER BY c.version""",
            "SELECT DISTINCT name FROM sending CROSS JOIN list ON key = list",
            """
            SELECT id, version, due, data, entry.sum, entry.list, '', name FROM entry JOIN list ON key = entry.list
            WHERE (entry.list, entry.id) > (?, ?) ORDER BY entry.list, entry.id LIMIT\s""" + RowReader.PAGE,
            """
            SELECT id, version, due, data, entry.sum, entry.list, due, name FROM entry INDEXED BY entry_due
            JOIN list ON key = entry.list WHERE due IS NOT NULL AND (due, entry.list, entry.id) > (?, ?, ?) AND due < ?
            ORDER BY due, entry.list, entry.id LIMIT\s""" + RowReader.PAGE);
}
