package todo.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Puts together what several files give in pages.
final class Pages {
    /// The order of names in the database: by code point, which is by UTF-8 bytes.
    static final Comparator<String> CODE_POINTS = (a, b) -> {
        int i = 0;
        while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (i == a.length() || i == b.length()) {
            return a.length() - b.length();
        }
        int start = i > 0 && Character.isLowSurrogate(a.charAt(i)) && Character.isLowSurrogate(b.charAt(i)) ? i - 1 : i;
        return Integer.compare(a.codePointAt(start), b.codePointAt(start));
    };

    private Pages() {}

    /// The first `limit` of what `pages` hold, each a page from the first and in `order`.
    ///
    /// That is as far as all of them surely reach: a full page may be followed by more.
    static <T> List<T> merge(List<List<T>> pages, int limit, Comparator<T> order) {
        List<T> merged = new ArrayList<>();
        pages.forEach(merged::addAll);
        merged.sort(order);
        return List.copyOf(merged.subList(0, Math.min(limit, merged.size())));
    }
}
