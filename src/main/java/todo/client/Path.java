package todo.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

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
