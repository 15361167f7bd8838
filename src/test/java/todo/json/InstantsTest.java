package todo.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {
    private static final long YEAR_1 = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long YEAR_10000 =
            Instant.parse("+10000-01-01T00:00:00Z").toEpochMilli();

    @Property(tries = 5_000)
    void whatAnInstantWritesIsReadAsTheSame(@ForAll long seed) {
        var random = new Random(seed);
        long millis = random.nextLong(YEAR_1, YEAR_10000);
        var instant = Instant.ofEpochMilli(random.nextBoolean() ? millis : millis / 1_000 * 1_000);
        assertThat(Instants.parse(instant.toString())).isEqualTo(instant);
    }

    @Property(tries = 10_000)
    void whateverIsWrittenMeansWhatTheJdkTakesItFor(@ForAll long seed) {
        var random = new Random(seed);
        var written = new StringBuilder(
                Instant.ofEpochMilli(random.nextLong(YEAR_1, YEAR_10000)).toString());
        for (int i = random.nextInt(3); i >= 0; i--) {
            written.setCharAt(random.nextInt(written.length()), "0123456789-:.TZtz+ é".charAt(random.nextInt(20)));
        }
        String text = written.toString();
        Instant expected;
        try {
            expected = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException _) {
            assertThatThrownBy(() -> Instants.parse(text)).isInstanceOf(DateTimeException.class);
            return;
        }
        assertThat(Instants.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-12-24T24:00:00Z",
                "2026-12-24T18:00:00+01:00",
                "2026-12-24T17:00:00.1Z",
                "2026-12-24T17:00:00.123456789Z",
                "+12026-12-24T17:00:00Z",
                "-0001-12-24T17:00:00Z",
                "2016-12-31T23:59:60Z",
                "2026-12-24t17:00:00z"
            })
    void otherWaysToWriteThemAreUnderstoodToo(String text) {
        assertThat(Instants.parse(text)).isEqualTo(Instant.parse(text).truncatedTo(ChronoUnit.MILLIS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T17:00:00Z",
                "2026-13-01T17:00:00Z",
                "2026-12-24T25:00:00Z",
                "2026-12-24T17:60:00Z",
                "2026-12-24 17:00:00Z",
                "2026-12-24T17:00:00,123Z",
                "2026-12-24",
                ""
            })
    void whatIsNoInstantIsRefused(String text) {
        assertThatThrownBy(() -> Instants.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
