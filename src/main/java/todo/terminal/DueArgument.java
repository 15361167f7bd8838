package todo.terminal;

import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import todo.list.Due;
import todo.list.Field;
import todo.words.Chip;
import todo.words.Line;
import todo.words.Speaker;

/// When something is due, as people type it: what [Line] understands in a title,
/// `2026-12-24T17:00+01:00[Europe/Berlin]`,
/// and `fridayT17:00`. English words are understood beside those of the speaker's language.
public final class DueArgument {
    private static final Pattern TIMED = Pattern.compile("(\\S+)[tT]([0-9]{1,2}:[0-9]{2})");
    private static final Set<Chip.Kind> PARTS = Set.of(Chip.Kind.DATE, Chip.Kind.TIME);
    private static final Locale ENGLISH = Locale.forLanguageTag("en-001");

    private DueArgument() {}

    /// @throws DateTimeException saying what is wrong with `text`
    public static Due parse(String text, Speaker speaker) {
        var inEnglish = new Speaker(speaker.now(), ENGLISH, List.of());
        try {
            return Stream.of(speaker, inEnglish)
                    .flatMap(each -> Stream.ofNullable(said(text.strip(), each)))
                    .findFirst()
                    .orElseGet(() -> Due.parse(text.strip()));
        } catch (DateTimeException e) {
            throw new DateTimeException(
                    "\"%s\" is not a day or a time; say 2026-12-24, today, tomorrow, fri, 24 Dec, +3d, 2026-12-24T17:00 or \"fri 17:00\""
                            .formatted(text),
                    e);
        }
    }

    /// What `text` says if it is a day or a time and nothing else.
    private static @Nullable Due said(String text, Speaker speaker) {
        var timed = TIMED.matcher(text);
        var line = Line.of(speaker, timed.matches() ? timed.group(1) + " " + timed.group(2) : text);
        boolean isDue = line.title().isEmpty() && line.chips().stream().allMatch(chip -> PARTS.contains(chip.kind()));
        for (var field : line.fields()) {
            if (isDue && field instanceof Field.DueAt(var due)) {
                return due;
            }
        }
        return null;
    }
}
