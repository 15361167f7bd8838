package todo.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;

/// Rules by chance, as another library reads and follows them (org.dmfs:lib-recur).
class SecondOpinionTest {
    private static final List<String> FREQUENCIES =
            List.of("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY");
    private static final List<String> WEEKDAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");

    /// A rule as anybody may write it.
    private static String rule(Random random) {
        var rule = new StringBuilder("FREQ=" + any(random, FREQUENCIES));
        if (random.nextInt(3) > 0) {
            rule.append(";INTERVAL=").append(1 + random.nextInt(random.nextInt(4) == 0 ? 40 : 4));
        }
        part(random, rule, "BYMONTH", 4, () -> 1 + random.nextInt(12));
        part(random, rule, "BYWEEKNO", 12, () -> signed(random, 53));
        part(random, rule, "BYYEARDAY", 12, () -> signed(random, 366));
        part(random, rule, "BYMONTHDAY", 4, () -> signed(random, 31));
        if (random.nextInt(3) == 0) {
            rule.append(";BYDAY=").append(days(random));
        }
        part(random, rule, "BYHOUR", 4, () -> random.nextInt(24));
        part(random, rule, "BYMINUTE", 4, () -> random.nextInt(60));
        part(random, rule, "BYSECOND", 6, () -> random.nextInt(60));
        part(random, rule, "BYSETPOS", 6, () -> signed(random, 4));
        if (random.nextInt(4) == 0) {
            rule.append(";WKST=").append(any(random, WEEKDAYS));
        }
        return rule.toString();
    }

    private static void part(Random random, StringBuilder rule, String name, int oneIn, IntSupplier value) {
        if (random.nextInt(oneIn) == 0) {
            rule.append(';').append(name).append('=');
            rule.append(IntStream.range(0, 1 + random.nextInt(3))
                    .mapToObj(_ -> Integer.toString(value.getAsInt()))
                    .collect(Collectors.joining(",")));
        }
    }

    private static String days(Random random) {
        boolean nth = random.nextInt(3) == 0;
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(_ -> (nth ? signed(random, 5) : "") + any(random, WEEKDAYS))
                .collect(Collectors.joining(","));
    }

    private static int signed(Random random, int most) {
        int value = 1 + random.nextInt(most);
        return random.nextInt(3) == 0 ? -value : value;
    }

    private static <T> T any(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @Property(tries = 20_000)
    void whatTheOtherRefusesIsRefused(@ForAll long seed) {
        String rule = rule(new Random(seed));
        assertThat(isAllowed(rule)).as(rule).isEqualTo(isAllowedByTheOther(rule));
    }

    private static boolean isAllowed(String rule) {
        try {
            return Recurrence.parse(rule).problem() == null;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static boolean isAllowedByTheOther(String rule) {
        try {
            return new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT) != null;
        } catch (InvalidRecurrenceRuleException _) {
            return false;
        }
    }

    @Property(tries = 20_000)
    void aRuleComesWhenTheOtherSaysSo(@ForAll long seed) throws InvalidRecurrenceRuleException {
        var random = new Random(seed);
        String text = rule(random);
        if (!isAllowed(text) || isReadOtherwise(text)) {
            return;
        }
        var anchor = LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(random.nextInt(3 * 365 * 86_400));
        var theirs = theirs(text, anchor);
        assertThat(ours(text, anchor, theirs.size()))
                .as("%s from %s", text, anchor)
                .isEqualTo(theirs);
    }

    /// The days of a month in a yearly rule are those of every month (RFC 5545, table in §3.3.10: "Expand"). The other
    /// library takes the month of the anchor alone.
    private static boolean isReadOtherwise(String rule) {
        return rule.startsWith("FREQ=YEARLY") && rule.contains("BYMONTHDAY=") && !rule.contains("BYMONTH=");
    }

    /// The first times by the other library; fewer where it gives up.
    private static List<LocalDateTime> theirs(String rule, LocalDateTime anchor) throws InvalidRecurrenceRuleException {
        var start = new DateTime(
                DateTime.UTC,
                anchor.getYear(),
                anchor.getMonthValue() - 1,
                anchor.getDayOfMonth(),
                anchor.getHour(),
                anchor.getMinute(),
                anchor.getSecond());
        List<LocalDateTime> times = new ArrayList<>();
        try {
            var all = new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT).iterator(start);
            while (all.hasNext() && times.size() < 12) {
                times.add(LocalDateTime.ofEpochSecond(all.nextMillis() / 1_000, 0, ZoneOffset.UTC));
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            assertThat(e).hasMessageContaining("too many ");
        }
        return times;
    }

    private static List<LocalDateTime> ours(String rule, LocalDateTime anchor, int count) {
        List<LocalDateTime> times = new ArrayList<>();
        var read = Recurrence.parse(rule);
        var after = anchor.minusSeconds(1);
        while (times.size() < count) {
            var found = Occurrences.after(read, anchor, after);
            if (found == null) {
                break;
            }
            times.add(found.at());
            after = found.at();
        }
        return times;
    }
}
