package todo.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/// Where something is in the HTTP interface.
public final class Path {
    private Path() {}

    public static String lists() {
        return "/api/lists";
    }

    public static String list(String list) {
        return "/api/lists/" + encoded(list);
    }

    public static String entries(String list) {
        return list(list) + "/entries";
    }

    public static String entry(String list, long id) {
        return entries(list) + "/" + id;
    }

    /// An entry, for changing it by the clocks of `zone`.
    public static String entry(String list, long id, ZoneId zone) {
        return entry(list, id) + "?zone=" + encoded(zone.getId());
    }

    public static String changes(String list) {
        return list(list) + "/changes";
    }

    public static String parse() {
        return "/api/parse";
    }

    /// One percent-encoded segment, or the value of a parameter.
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
