package todo.words;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

/// Who has typed a line.
///
/// @param now what the speaker's clock shows, and where it hangs
/// @param language `de` for German; any other is taken for English. In `en` and `en-US` the month stands before the
///     day, as in 12/24
/// @param keep words that stay text wherever they stand in the line
public record Speaker(ZonedDateTime now, Locale language, List<String> keep) {
    public Speaker {
        keep = List.copyOf(keep);
    }

    LocalDate today() {
        return now.toLocalDate();
    }

    boolean saysMonthFirst() {
        return !language.getLanguage().equals("de") && List.of("", "US").contains(language.getCountry());
    }
}
