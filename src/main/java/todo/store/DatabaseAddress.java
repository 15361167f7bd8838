package todo.store;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a PostgreSQL database is, and how one gets in.
public final class DatabaseAddress {
    private static final String PREFIX = "jdbc:postgresql:";

    private final String url;
    private final @Nullable String password;

    /// @param url as the driver takes it, without a password
    /// @param password `null` for that of `.pgpass`, or none
    public DatabaseAddress(String url, @Nullable String password) {
        if (!url.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not the address of a PostgreSQL database");
        }
        this.url = url;
        this.password = password;
    }

    /// The same, with the tables in a schema of their own, which is made if it is not there.
    public DatabaseAddress in(String schema) {
        return new DatabaseAddress(
                url + (url.contains("?") ? "&" : "?") + "currentSchema="
                        + URLEncoder.encode('"' + schema + '"', StandardCharsets.UTF_8),
                password);
    }

    /// As the driver takes it, and commands do; there is no password in it.
    public String url() {
        return url;
    }

    @Nullable
    String password() {
        return password;
    }

    /// Whether there is more than one host, of which one is to be written.
    boolean isOfMany() {
        return place().split("/", 2)[0].contains(",");
    }

    private String place() {
        String rest = url.substring(PREFIX.length()).split("\\?", 2)[0];
        return rest.startsWith("//") ? rest.substring(2) : "localhost/" + rest;
    }

    /// As it may be shown: the hosts and the name, and nothing of how one gets in.
    @Override
    public String toString() {
        String[] parts = place().split("/", 2);
        String name = parts.length < 2 || parts[1].isEmpty() ? "" : " \"" + parts[1] + "\"";
        return "the database%s at %s"
                .formatted(name, parts[0].isEmpty() ? "localhost" : parts[0].toLowerCase(Locale.ROOT));
    }
}
