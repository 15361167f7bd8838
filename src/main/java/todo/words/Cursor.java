package todo.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import todo.words.Language.Sense;

/// Goes over the words of a line. Each `take…` goes on behind what it takes, or stays where it is.
final class Cursor {
    private static final int LONGEST_PHRASE = 4;

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

    /// Whether the word taken last stands for something else too.
    boolean tookShortWord() {
        return language.shortWords().contains(last().said());
    }

    /// The words from `first` up to here, as a phrase.
    Phrase phrase(int first, Phrase.Strength strength, Phrase.Meaning meaning) {
        return new Phrase(first, at, strength, meaning);
    }
}
