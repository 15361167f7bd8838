package todo.words;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import todo.words.Language.Sense;
import todo.words.Phrase.Strength;

/// Finds the phrases of a line, and decides which of them are meant and which stay text.
///
/// In doubt they stay text. A phrase must stand where its [Strength] says; phrases that follow one another, with marks
/// between or not, are a run, and are meant together. Of two days or times with `and`, `or` or `to` between, neither is
/// meant, since an entry can't have both. Of several dates, times, priorities or rules the last one is meant.
final class Phrases {
    private static final String EMOJI = "\\p{IsExtended_Pictographic}\\p{IsEmoji_Presentation}";
    private static final String IN_TAG = "\\p{L}\\p{M}\\p{N}_/\\-\\p{IsEmoji_Modifier}\\x{200D}\\x{FE0F}" + EMOJI;
    private static final Pattern TAG = Pattern.compile("#([%s]*[\\p{L}%s][%s]*)".formatted(IN_TAG, EMOJI, IN_TAG));
    private static final Pattern PRIORITY = Pattern.compile("!([1-9])|(!{1,3})");
    private static final int[] PRIORITY_OF_MARKS = {0, 9, 5, 1};
    private static final int LONGEST_TAG = 200;
    private static final int MOST_TAGS = 100;

    private final Cursor cursor;
    private final boolean[] isMark;

    private Phrases(Cursor cursor) {
        this.cursor = cursor;
        this.isMark = new boolean[cursor.words.size()];
    }

    /// Those that are meant, from left to right.
    static List<Phrase> of(Cursor cursor) {
        var phrases = new Phrases(cursor);
        return last(phrases.meant(phrases.unjoined(phrases.all())));
    }

    private List<Phrase> all() {
        List<Phrase> all = new ArrayList<>();
        while (!cursor.isAtEnd()) {
            if (cursor.take(cursor.language.names()) != null) {
                continue;
            }
            var phrase = phrase(all.isEmpty() ? null : all.getLast());
            if (phrase == null) {
                cursor.at++;
            } else {
                isMark[phrase.first()] = phrase.isMark();
                all.add(phrase);
            }
        }
        return all;
    }

    /// Behind a day, `morgen` is the morning.
    private @Nullable Phrase phrase(@Nullable Phrase last) {
        boolean behindDay = last != null && last.kind() == Chip.Kind.DATE && last.end() == cursor.at;
        var phrase = mark();
        phrase = phrase == null ? RuleWords.take(cursor) : phrase;
        phrase = phrase == null && behindDay ? TimeWords.take(cursor) : phrase;
        phrase = phrase == null ? DayWords.take(cursor) : phrase;
        return phrase == null ? TimeWords.take(cursor) : phrase;
    }

    private @Nullable Phrase mark() {
        int first = cursor.at;
        var priority = cursor.take(PRIORITY);
        if (priority != null) {
            String digit = priority.group(1);
            int value = digit == null ? PRIORITY_OF_MARKS[priority.group(2).length()] : Integer.parseInt(digit);
            return cursor.phrase(first, Strength.SURE, new Phrase.Priority(value));
        }
        if (cursor.take(TAG) == null) {
            return null;
        }
        String name = cursor.last().bare().substring(1);
        if (name.length() > LONGEST_TAG) {
            cursor.at = first;
            return null;
        }
        return cursor.phrase(first, Strength.SURE, new Phrase.Tag(name));
    }

    /// `saturday or sunday` and `9:00 to 10:00` are text.
    private List<Phrase> unjoined(List<Phrase> phrases) {
        List<Phrase> all = new ArrayList<>(phrases);
        for (int i = 1; i < all.size(); i++) {
            if (areJoined(all.get(i - 1), all.get(i))) {
                all.set(i - 1, all.get(i - 1).as(Strength.NEVER));
                all.set(i, all.get(i).as(Strength.NEVER));
            }
        }
        return all;
    }

    private boolean areJoined(Phrase a, Phrase b) {
        if (a.kind() != b.kind() || a.kind() != Chip.Kind.DATE && a.kind() != Chip.Kind.TIME) {
            return false;
        }
        var senses = cursor.language.senses();
        var between = senses.get(cursor.words.get(a.end()).said());
        return b.first() == a.end() + 1 && (between == Sense.AND || between == Sense.TO)
                || b.first() == a.end()
                        && (between == Sense.UNTIL
                                || cursor.words.get(a.end() - 1).text().endsWith(","));
    }

    private List<Phrase> meant(List<Phrase> phrases) {
        List<Phrase> meant =
                new ArrayList<>(phrases.stream().filter(Phrase::isMark).toList());
        List<Phrase> run = new ArrayList<>();
        for (var phrase : phrases) {
            if (phrase.isMark()) {
                continue;
            }
            if (!run.isEmpty() && textBetween(run.getLast().end(), phrase.first())
                    || phrase.strength() == Strength.NEVER) {
                addMeant(run, meant);
                run.clear();
            }
            if (phrase.strength() != Strength.NEVER) {
                run.add(phrase);
            }
        }
        addMeant(run, meant);
        meant.sort((a, b) -> Integer.compare(a.first(), b.first()));
        return meant;
    }

    private void addMeant(List<Phrase> run, List<Phrase> meant) {
        if (run.isEmpty()) {
            return;
        }
        int end = run.getLast().end();
        boolean atStart = !textBetween(0, run.getFirst().first());
        while (end < isMark.length && isMark[end]) {
            end++;
        }
        boolean atEnd = end == isMark.length;
        Set<Strength> found = EnumSet.noneOf(Strength.class);
        run.forEach(phrase -> found.add(phrase.strength()));
        boolean alone = atStart && atEnd && found.contains(Strength.ALONE);
        if (alone
                || found.contains(Strength.SURE)
                || found.contains(Strength.AT_EDGE) && (atStart || atEnd || cursor.goesOn(end))
                || found.contains(Strength.AT_END) && atEnd) {
            run.stream()
                    .filter(phrase -> alone || phrase.strength() != Strength.ALONE)
                    .forEach(meant::add);
        }
    }

    private boolean textBetween(int from, int to) {
        return IntStream.range(from, to).anyMatch(i -> !isMark[i]);
    }

    /// The last one of each kind, but all tags.
    private static List<Phrase> last(List<Phrase> phrases) {
        List<Phrase> chosen = new ArrayList<>();
        Set<Chip.Kind> seen = EnumSet.noneOf(Chip.Kind.class);
        int tags = 0;
        for (var phrase : phrases.reversed()) {
            boolean tag = phrase.kind() == Chip.Kind.TAG;
            if (tag ? ++tags <= MOST_TAGS : seen.add(phrase.kind())) {
                chosen.addFirst(phrase);
            }
        }
        return chosen;
    }
}
