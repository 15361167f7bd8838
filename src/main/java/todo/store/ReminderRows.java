package todo.store;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import todo.store.ReminderStorage.Delivery;
import todo.store.ReminderStorage.GivenUp;
import todo.store.ReminderStorage.Result;
import todo.store.ReminderStorage.Status;

/// The statements of [ReminderStorage], which SQLite and PostgreSQL share. Times are in milliseconds since 1970.
final class ReminderRows {
    private static final String TARGET = "t.id, t.url, t.secret, t.key, t.auth, t.since";

    private ReminderRows() {}

    /// The statements that make the tables.
    ///
    /// @param counted the type of a column that numbers rows in the order in which they are added
    static List<String> tables(String counted) {
        return List.of(
                // Deliveries have been stored for everything that was due up to this time.
                "CREATE TABLE reminder_reached(at BIGINT NOT NULL)",
                "INSERT INTO reminder_reached(at) VALUES (0)",
                // A webhook has a secret, a browser a key and auth; the others are empty.
                """
                CREATE TABLE reminder_target(id TEXT PRIMARY KEY, url TEXT NOT NULL, secret TEXT NOT NULL,
                    key TEXT NOT NULL, auth TEXT NOT NULL, since BIGINT NOT NULL, last_at BIGINT, delivered INTEGER,
                    detail TEXT, attempts INTEGER, given_up BIGINT NOT NULL, given_up_since BIGINT,
                    UNIQUE(url, key, auth))""",
                """
                CREATE TABLE reminder_delivery(number %s, id TEXT NOT NULL UNIQUE,
                    target TEXT NOT NULL REFERENCES reminder_target(id) ON DELETE CASCADE,
                    body TEXT NOT NULL, fired BIGINT NOT NULL, attempts INTEGER NOT NULL, next BIGINT NOT NULL)""".formatted(counted),
                "CREATE INDEX reminder_delivery_next ON reminder_delivery(target, next, number)");
    }

    static Instant reached(Connection connected) throws SQLException {
        return select(connected, rows -> instant(rows, 1), "SELECT at FROM reminder_reached")
                .getFirst();
    }

    /// Sets how far it has come, unless it has come further.
    static void reach(Connection connected, Instant reached) throws SQLException {
        var _ = update(connected, "UPDATE reminder_reached SET at = ? WHERE at < ?", reached, reached);
    }

    /// Sets where it begins, if nothing is stored yet.
    static int begin(Connection connected, Instant now) throws SQLException {
        return update(connected, "UPDATE reminder_reached SET at = ? WHERE at = 0", now);
    }

    static List<Status> targets(Connection connected) throws SQLException {
        return select(connected, ReminderRows::status, "SELECT " + TARGET + """
                , last_at, delivered, detail, attempts, given_up, given_up_since,
                (SELECT count(*) FROM reminder_delivery AS d WHERE d.target = t.id)
                FROM reminder_target AS t ORDER BY since, id""");
    }

    private static Status status(ResultSet rows) throws SQLException {
        String detail = rows.getString(9);
        var last = detail == null ? null : new Result(instant(rows, 7), rows.getInt(8) != 0, detail, rows.getInt(10));
        long givenUp = rows.getLong(11);
        return new Status(target(rows, 1), rows.getInt(13), last, givenUp, givenUp == 0 ? null : instant(rows, 12));
    }

    static @Nullable Delivery next(Connection connected, String target) throws SQLException {
        return first(select(connected, ReminderRows::delivery, "SELECT " + TARGET + """
                , d.id, d.body, d.fired, d.attempts, d.next
                FROM reminder_delivery AS d JOIN reminder_target AS t ON t.id = d.target
                WHERE d.target = ? ORDER BY d.next, d.number LIMIT 1""", target));
    }

    private static Delivery delivery(ResultSet rows) throws SQLException {
        return new Delivery(
                rows.getString(7),
                target(rows, 1),
                rows.getString(8),
                instant(rows, 9),
                rows.getInt(10),
                instant(rows, 11));
    }

    private static ReminderTarget target(ResultSet rows, int first) throws SQLException {
        String id = rows.getString(first);
        var url = URI.create(rows.getString(first + 1));
        String secret = rows.getString(first + 2);
        var since = instant(rows, first + 5);
        return secret.isEmpty()
                ? new ReminderTarget.Browser(id, url, rows.getString(first + 3), rows.getString(first + 4), since)
                : new ReminderTarget.Webhook(id, url, secret, since);
    }

    /// Whether it was added, as there are fewer than `most`, and none of the same address and keys.
    static boolean add(Connection connected, ReminderTarget target, int most) throws SQLException {
        String secret = target instanceof ReminderTarget.Webhook webhook ? webhook.secret() : "";
        var key = key(target);
        return update(connected, """
                        INSERT INTO reminder_target(id, since, secret, url, key, auth, given_up)
                        SELECT ?, ?, ?, ?, ?, ?, 0 WHERE (SELECT count(*) FROM reminder_target) < ?
                        ON CONFLICT DO NOTHING""", target.id(), target.since(), secret, key[0], key[1], key[2], most) == 1;
    }

    /// The target that has the same address and keys as `target`; `null` if there is none.
    static @Nullable ReminderTarget same(Connection connected, ReminderTarget target) throws SQLException {
        return first(select(
                connected,
                rows -> target(rows, 1),
                "SELECT " + TARGET + " FROM reminder_target AS t WHERE url = ? AND key = ? AND auth = ?",
                key(target)));
    }

    private static Object[] key(ReminderTarget target) {
        String url = target.url().toString();
        return target instanceof ReminderTarget.Browser browser
                ? new Object[] {url, browser.key(), browser.auth()}
                : new Object[] {url, "", ""};
    }

    static boolean remove(Connection connected, String target) throws SQLException {
        return update(connected, "DELETE FROM reminder_target WHERE id = ?", target) == 1;
    }

    /// Adds a delivery, unless it is there, or its target is not.
    static void add(Connection connected, Delivery delivery) throws SQLException {
        var _ = update(
                connected,
                """
                INSERT INTO reminder_delivery(id, target, body, fired, attempts, next)
                SELECT ?, id, ?, ?, ?, ? FROM reminder_target WHERE id = ? ON CONFLICT DO NOTHING""",
                delivery.id(),
                delivery.body(),
                delivery.fired(),
                delivery.attempts(),
                delivery.next(),
                delivery.target().id());
    }

    static boolean remove(Connection connected, Delivery delivery) throws SQLException {
        return update(connected, "DELETE FROM reminder_delivery WHERE id = ?", delivery.id()) == 1;
    }

    static boolean later(Connection connected, Delivery delivery, int attempts, Instant next) throws SQLException {
        String sql = "UPDATE reminder_delivery SET attempts = ?, next = ? WHERE id = ?";
        return update(connected, sql, attempts, next, delivery.id()) == 1;
    }

    static void tried(Connection connected, String target, Result result) throws SQLException {
        var _ = update(
                connected,
                "UPDATE reminder_target SET last_at = ?, delivered = ?, detail = ?, attempts = ? WHERE id = ?",
                result.at(),
                result.delivered() ? 1 : 0,
                result.detail(),
                result.attempts(),
                target);
    }

    /// Removes the oldest deliveries to a target beyond `most`; empty if there are no more than that.
    static List<GivenUp> giveUpBeyond(Connection connected, String target, int most, Instant now) throws SQLException {
        long removed = update(connected, """
                DELETE FROM reminder_delivery WHERE number IN (SELECT number FROM reminder_delivery WHERE target = ?
                ORDER BY number DESC LIMIT 1000000000 OFFSET ?)""", target, most);
        return removed == 0 ? List.of() : givenUp(connected, target, removed, now);
    }

    /// Removes the deliveries to a target that were due up to `due`; empty if the target is not there any more.
    static List<GivenUp> giveUp(Connection connected, String target, Instant due, Instant now) throws SQLException {
        long removed = update(connected, "DELETE FROM reminder_delivery WHERE target = ? AND fired <= ?", target, due);
        return givenUp(connected, target, removed, now);
    }

    private static List<GivenUp> givenUp(Connection connected, String target, long count, Instant now)
            throws SQLException {
        return select(
                connected,
                rows -> new GivenUp(target, count, rows.getLong(1), instant(rows, 2)),
                """
                UPDATE reminder_target SET given_up = given_up + ?, given_up_since = coalesce(given_up_since, ?)
                WHERE id = ? RETURNING given_up, given_up_since""",
                count,
                now,
                target);
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return Instant.ofEpochMilli(rows.getLong(column));
    }

    private interface Row<T> {
        T from(ResultSet rows) throws SQLException;
    }

    private static <T> List<T> select(Connection connected, Row<T> row, String sql, Object... values)
            throws SQLException {
        try (var query = prepare(connected, sql, values);
                var rows = query.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row.from(rows));
            }
            return found;
        }
    }

    private static <T> @Nullable T first(List<T> found) {
        return found.isEmpty() ? null : found.getFirst();
    }

    private static int update(Connection connected, String sql, Object... values) throws SQLException {
        try (var statement = prepare(connected, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connected, String sql, Object... values) throws SQLException {
        var statement = connected.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i] instanceof Instant instant ? instant.toEpochMilli() : values[i]);
        }
        return statement;
    }
}
