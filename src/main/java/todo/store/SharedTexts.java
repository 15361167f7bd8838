package todo.store;

import org.jspecify.annotations.Nullable;

/// Short texts that all servers of a cluster have together, where one that is alone has files: the table `kept`.
///
/// Who asks waits. Any thread may.
public final class SharedTexts {
    private final Postgres postgres;

    /// @param version counts up by one with each that takes the place of another; 0 where there is none yet
    public record Text(long version, String text) {
        private static final Text NONE = new Text(0, "");
    }

    SharedTexts(Postgres postgres) {
        this.postgres = postgres;
    }

    /// What all have under `name`: what the first of them has proposed. Of a server that is alone, what it proposes.
    ///
    /// @param texts `null` where there is no other server
    /// @throws StoreException if the database can't be asked
    public static String agreed(@Nullable SharedTexts texts, String name, String proposal) {
        if (texts == null) {
            return proposal;
        }
        var text = texts.read(name);
        if (text.version == 0) {
            var _ = texts.replace(name, text, proposal);
            text = texts.read(name);
        }
        return text.text;
    }

    /// What is there under `name`.
    ///
    /// @throws StoreException if the database can't be asked
    public Text read(String name) {
        return postgres.transaction("read what servers share", connected -> {
            try (var query = connected.prepareStatement("SELECT version, text FROM kept WHERE name = ?")) {
                query.setString(1, name);
                try (var rows = query.executeQuery()) {
                    return rows.next() ? new Text(rows.getLong(1), rows.getString(2)) : Text.NONE;
                }
            }
        });
    }

    /// Puts `text` in the place of what is under `name`, if that is `before` still; else `false`.
    ///
    /// @throws StoreException if the database can't be written
    public boolean replace(String name, Text before, String text) {
        return postgres.transaction("write what servers share", connected -> {
            try (var statement = connected.prepareStatement(
                    before.version == 0
                            ? "INSERT INTO kept(text, name, version) VALUES (?, ?, ? + 1) ON CONFLICT DO NOTHING"
                            : "UPDATE kept SET text = ?, version = version + 1 WHERE name = ? AND version = ?")) {
                statement.setString(1, text);
                statement.setString(2, name);
                statement.setLong(3, before.version);
                return statement.executeUpdate() == 1;
            }
        });
    }
}
