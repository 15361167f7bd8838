package todo.words;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import todo.words.Language.Sense;
import todo.words.Phrase.Strength;

/// Goes over the words of a line. Each `take…` goes on behind what it takes, or stays where it is.
final class Cursor {
    private static final int LONGEST_PHRASE = 5;
    private static final Set<Sense> GO_ON =
            Set.of(Sense.GOES_ON, Sense.ON, Sense.AT, Sense.IN, Sense.FOR, Sense.AND, Sense.TO, Sense.UNTIL);

    final Speaker speaker;
    final Language language;
    final List<Word> words;
    int at;

    Cursor(Speaker speaker, String line) {
        this.speaker = speaker;
        this.language = Language.of(speaker.language());
        this.words = Word.of(speaker, line);
    }

    boolean isAtEnd() {
        return at == words.size();
    }

    /// The word that comes next; only where there is one.
    Word next() {
        return words.get(at);
    }

    /// The word taken last.
    Word last() {
        return words.get(at - 1);
    }

    boolean take(Sense sense) {
        int before = at;
        if (take(language.senses()) == sense) {
            return true;
        }
        at = before;
        return false;
    }

    boolean isNext(Sense sense) {
        int before = at;
        boolean taken = take(sense);
        at = before;
        return taken;
    }

    /// Whether the word that comes next has one of `meanings`.
    boolean isNext(Map<String, ?> meanings) {
        return !isAtEnd() && meanings.containsKey(next().said());
    }

    /// Takes the longest phrase that `meanings` knows, and gives its meaning.
    <T> @Nullable T take(Map<String, T> meanings) {
        for (int length = Math.min(LONGEST_PHRASE, words.size() - at); length > 0; length--) {
            List<String> phrase = new ArrayList<>();
            for (var word : words.subList(at, at + length)) {
                phrase.add(word.said());
            }
            T meaning = phrase.contains("") ? null : meanings.get(String.join(" ", phrase));
            if (meaning != null) {
                at += length;
                return meaning;
            }
        }
        return null;
    }

    /// Takes a word that looks like `pattern`, from its first to its last letter.
    @Nullable
    Matcher take(Pattern pattern) {
        if (isAtEnd()) {
            return null;
        }
        var found = pattern.matcher(next().said());
        if (!found.matches()) {
            return null;
        }
        at++;
        return found;
    }

    /// One way in which the words that come next may be understood.
    interface Way<T> {
        @Nullable
        T take();
    }

    /// What the first of `ways` takes that takes something.
    @SafeVarargs
    final <T> @Nullable T takeFirst(Way<T>... ways) {
        int start = at;
        for (var way : ways) {
            try {
                T taken = way.take();
                if (taken != null) {
                    return taken;
                }
            } catch (DateTimeException _) {
                // no calendar and no clock has that
            }
            at = start;
        }
        return null;
    }

    /// Whether the word taken last stands for something else too.
    boolean tookShortWord() {
        return language.shortWords().contains(last().said());
    }

    /// Whether the sentence goes on behind the words before `end` as one does behind a date or a time.
    boolean goesOn(int end) {
        if (end == words.size() || words.get(end - 1).endsClause()) {
            return true;
        }
        int before = at;
        at = end;
        var sense = take(language.senses());
        boolean range = !isAtEnd() && startsWithDigit(next());
        at = before;
        var next = words.get(end);
        return !Character.isLetterOrDigit(next.text().codePointAt(0)) && sense == null
                || sense != null && GO_ON.contains(sense) && !(range && (sense == Sense.TO || sense == Sense.AND))
                || language.capitalNouns() && Character.isLowerCase(next.text().codePointAt(0)) && sense != Sense.TO;
    }

    /// Whether a phrase that begins with the word `first` stays text, since it belongs to the word before it, as in
    /// `the
    /// friday`. One that has a preposition does so only in `9 until 17`.
    boolean belongsToWordBefore(int first, boolean hasPreposition) {
        String text = first == 0 ? "" : words.get(first - 1).text();
        if (first == 0 || words.get(first - 1).endsClause() && !text.endsWith(".")) {
            return false;
        }
        String before = words.get(first - 1).said();
        return hasPreposition
                ? language.senses().get(words.get(first).said()) == Sense.UNTIL
                        && startsWithDigit(words.get(first - 1))
                        && startsWithDigit(words.get(first + 1))
                : language.stays().contains(before) || language.senses().get(before) == Sense.FOR;
    }

    private static boolean startsWithDigit(Word word) {
        return Character.isDigit(word.text().charAt(0));
    }

    /// The words from `first` up to here, as a phrase.
    Phrase phrase(int first, Strength strength, Phrase.Meaning meaning) {
        return new Phrase(first, at, strength, meaning);
    }
}
