package todo.list;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which entries are wanted. All that is given must hold.
///
/// @param from the first day, by [Due#date], or `null`
/// @param to the last day, itself included, or `null`
/// @param completed only those completed, only those open, or `null` for both
/// @param text what the title, the notes or a tag must have in it, in whatever case and with whatever marks; empty for
/// anything
/// @param after the id of the entry to go on after, or 0 to begin at the first
/// @param lastCompletedFirst only completed ones, in the order of their completion, newest first; not by date
public record Query(
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable Boolean completed,
        String text,
        long after,
        boolean lastCompletedFirst) {
    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");

    public static final Query ALL = new Query(null, null, null, "", 0);

    public Query {
        text = fold(text);
        if (lastCompletedFirst && (from != null || to != null || Boolean.FALSE.equals(completed))) {
            throw new IllegalArgumentException("what is wanted by completion is not wanted by date, nor open");
        }
    }

    /// In order of date where they are wanted by date, else of their places.
    public Query(
            @Nullable LocalDate from, @Nullable LocalDate to, @Nullable Boolean completed, String text, long after) {
        this(from, to, completed, text, after, false);
    }

    public static Query lastCompletedFirst(String text, long after) {
        return new Query(null, null, true, text, after, true);
    }

    /// The entries due on `day`.
    public static Query dueOn(LocalDate day) {
        return new Query(day, day, null, "", 0);
    }

    /// Whether entries are wanted by date, and so come in order of date.
    public boolean byDate() {
        return from != null || to != null;
    }

    /// Whether `entry` is wanted, wherever it stands.
    public boolean matches(Entry entry) {
        if (completed != null && entry.completed() != completed) {
            return false;
        }
        if (byDate()) {
            var due = entry.due();
            if (due == null
                    || from != null && due.date().isBefore(from)
                    || to != null && due.date().isAfter(to)) {
                return false;
            }
        }
        return matchesText(entry);
    }

    private boolean matchesText(Entry entry) {
        return text.isEmpty()
                || fold(entry.title()).contains(text)
                || fold(entry.notes()).contains(text)
                || entry.tags().stream().anyMatch(tag -> fold(tag).contains(text));
    }

    /// One form for all that people take for the same text: in whatever case, with or without marks, composed or not,
    /// wide or narrow. The page has the same in `texts.js`.
    private static String fold(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) < 0x80) {
            i++;
        }
        return i == text.length() ? text.toLowerCase(Locale.ROOT) : foldAll(text);
    }

    /// By way of upper case, for the letters whose lower case depends on the language or on what stands beside them.
    private static String foldAll(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .replace('ẞ', 'ß')
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace('ς', 'σ');
    }
}
