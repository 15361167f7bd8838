package todo.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;

/// Whether random rules are allowed, compared with another library (org.dmfs:lib-recur).
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

    @Property(tries = 5_000, seed = "20261201")
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
}
