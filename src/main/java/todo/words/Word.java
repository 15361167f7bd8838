package todo.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A word of a line: what stands between two spaces.
///
/// @param text all of it
/// @param said what it says: in lower case, without the punctuation behind it; empty if it is to stay text
/// @param from where it begins in the line
/// @param to where it ends, without the punctuation behind it
record Word(String text, String said, int from, int to) {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]+\"|[“„][^“”]+[“”]|«[^»]+»|»[^«]+«");
    private static final String PUNCTUATION = ",;:.!?";

    int end() {
        return from + text.length();
    }

    /// Where what it says ends: a dot behind a number, or behind `p.m`, is a part of it.
    int saidEnd() {
        return followedByDot() && (Character.isDigit(text.charAt(to - from - 1)) || said.endsWith(".m")) ? to + 1 : to;
    }

    boolean followedByDot() {
        return text.startsWith(".", to - from);
    }

    /// As it was written, without the punctuation behind it.
    String bare() {
        return text.substring(0, to - from);
    }

    /// Whether a part of a sentence ends here. A dot behind a number is a part of it.
    boolean endsClause() {
        return saidEnd() < end();
    }

    boolean isCapitalized() {
        return Character.isUpperCase(text.codePointAt(0));
    }

    static List<Word> of(Speaker speaker, String line) {
        boolean[] kept = kept(speaker, line);
        List<Word> words = new ArrayList<>();
        var found = WORD.matcher(line);
        while (found.find()) {
            String text = found.group();
            int length = text.length();
            while (length > 0 && PUNCTUATION.indexOf(text.charAt(length - 1)) >= 0) {
                length--;
            }
            length = length == 0 ? text.length() : length;
            String said = text.substring(0, length).toLowerCase(Locale.ROOT).replace('’', '\'');
            words.add(new Word(text, kept[found.start()] ? "" : said, found.start(), found.start() + length));
        }
        return words;
    }

    /// Which words, by where they begin, are to stay text: those in quotation marks, and those that were named.
    private static boolean[] kept(Speaker speaker, String line) {
        boolean[] kept = new boolean[line.length()];
        QUOTED.matcher(line).results().forEach(quoted -> Arrays.fill(kept, quoted.start(), quoted.end(), true));
        for (String words : speaker.keep()) {
            String wanted = words.strip();
            int at = wanted.isEmpty() ? -1 : line.indexOf(wanted);
            for (; at >= 0; at = line.indexOf(wanted, at + 1)) {
                Arrays.fill(kept, wordStart(line, at), at + wanted.length(), true);
            }
        }
        return kept;
    }

    private static int wordStart(String line, int at) {
        int start = at;
        while (start > 0 && !Character.isWhitespace(line.charAt(start - 1))) {
            start--;
        }
        return start;
    }
}
