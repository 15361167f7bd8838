package todo.web;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer, all of it.
@SuppressWarnings("ArrayRecordComponent") // nobody compares replies
record Reply(int status, HttpHeaders headers, byte[] body) {

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Nullable
    String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    Map<String, @Nullable Object> object() {
        return Tree.map(Tree.parse(body));
    }

    List<Map<String, @Nullable Object>> objects() {
        return Tree.list(Tree.parse(body)).stream().map(Tree::map).toList();
    }

    /// The member `name` of the object.
    @Nullable
    Object get(String name) {
        return object().get(name);
    }

    /// The members `name` of all objects of the array.
    List<@Nullable Object> all(String name) {
        List<@Nullable Object> all = new ArrayList<>();
        objects().forEach(each -> all.add(each.get(name)));
        return all;
    }

    String detail() {
        return String.valueOf(get("detail"));
    }

    /// The address of the next page, or `null` if this is the last.
    @Nullable
    String next() {
        String link = header("Link");
        return link == null ? null : link.substring(1, link.indexOf('>'));
    }
}
