package todo.list;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import todo.list.Recurrence.Frequency;
import todo.list.Recurrence.Part;

/// The times of a rule of hours, minutes or seconds: whole intervals of elapsed time after the anchor, whatever the
/// clock does. Days and times of day limit them as the clock of the zone shows them.
///
/// It jumps from one time that the limits allow to the next. While an offset from UTC lasts, clock and elapsed time run
/// alike, so no jump goes past a change of offset; an offset under which no time of any week fits is passed over whole.
final class ElapsedTimes {
    private static final long WEEK = 7 * 24 * 3_600L;

    private final Recurrence rule;
    private final Occurrences.Start start;
    private final DayFilter days;
    private final Occurrences.Search search;
    private final ZoneRules zone;
    private final long step;
    private final List<Integer> hours;
    private final List<Integer> minutes;
    private final List<Integer> seconds;
    private final Map<ZoneOffset, Boolean> possible = new HashMap<>();

    ElapsedTimes(Recurrence rule, Occurrences.Start start, DayFilter days, Occurrences.Search search) {
        this.rule = rule;
        this.start = start;
        this.days = days;
        this.search = search;
        zone = start.zone().getRules();
        hours = Occurrences.allowed(rule, Part.BYHOUR);
        minutes = rule.frequency() == Frequency.HOURLY ? List.of() : Occurrences.allowed(rule, Part.BYMINUTE);
        seconds = rule.frequency() == Frequency.SECONDLY ? Occurrences.allowed(rule, Part.BYSECOND) : List.of();
        step = rule.interval()
                * switch (rule.frequency()) {
                    case SECONDLY -> 1L;
                    case MINUTELY -> 60L;
                    case HOURLY -> 3_600L;
                    case DAILY, WEEKLY, MONTHLY, YEARLY -> throw new IllegalArgumentException(rule.toString());
                };
    }

    /// The first time after `after`, or `null` if there is none up to the year 9999.
    Occurrences.@Nullable Found find(Instant after) {
        if (!Occurrences.positionsExist(
                rule, Occurrences.times(rule, LocalTime.MIN).size())) {
            return null;
        }
        long n = rule.count() > 0 ? 0 : Math.max(0, Math.floorDiv(elapsed(after), step) - 1);
        while (true) {
            var at = start.instant().plusSeconds(n * step);
            var offset = zone.getOffset(at);
            var clock = LocalDateTime.ofInstant(at, offset);
            var next = possible.computeIfAbsent(offset, this::isPossible) ? next(clock) : LocalDateTime.MAX;
            if (next == null || clock.getYear() > 9999) {
                return null;
            }
            if (next.equals(clock)) {
                if (times(clock, offset).anyMatch(search::take)) {
                    return search.found;
                }
                n++;
                continue;
            }
            var change = zone.nextTransition(at);
            if (change == null && next.equals(LocalDateTime.MAX)) {
                return null;
            }
            boolean changes = change != null && change.getDateTimeBefore().isBefore(next);
            var target = changes ? change.getInstant() : next.toInstant(offset);
            n = Math.max(n + 1, Math.ceilDiv(elapsed(target), step));
        }
    }

    private long elapsed(Instant until) {
        return ChronoUnit.SECONDS.between(start.instant(), until);
    }

    /// Whether an interval can end at a weekday and time that the rule allows while `offset` lasts: within a week, the
    /// intervals end wherever the greatest common divisor of both does.
    private boolean isPossible(ZoneOffset offset) {
        long divisor = gcd(step, WEEK);
        var clock = LocalDateTime.ofInstant(start.instant(), offset);
        for (long passed = 0; passed < WEEK; passed += divisor) {
            var each = clock.plusSeconds(passed);
            if (fits(hours, each.getHour())
                    && fits(minutes, each.getMinute())
                    && fits(seconds, each.getSecond())
                    && (rule.byDay().isEmpty()
                            || rule.byDay().stream().anyMatch(on -> on.day() == each.getDayOfWeek()))) {
                return true;
            }
        }
        return false;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static boolean fits(List<Integer> allowed, int value) {
        return allowed.isEmpty() || allowed.contains(value);
    }

    /// `clock` if the rule allows it, else a later time before which it allows none; `null` if there is none.
    private @Nullable LocalDateTime next(LocalDateTime clock) {
        var day = days.firstFrom(clock.toLocalDate());
        if (day == null || day.isAfter(clock.toLocalDate())) {
            return day == null ? null : day.atStartOfDay();
        }
        if (!fits(hours, clock.getHour())) {
            return following(clock, hours, ChronoUnit.HOURS, ChronoUnit.DAYS, clock.getHour());
        }
        if (!fits(minutes, clock.getMinute())) {
            return following(clock, minutes, ChronoUnit.MINUTES, ChronoUnit.HOURS, clock.getMinute());
        }
        return fits(seconds, clock.getSecond())
                ? clock
                : following(clock, seconds, ChronoUnit.SECONDS, ChronoUnit.MINUTES, clock.getSecond());
    }

    /// The next allowed value in the same `whole`, or the beginning of the next one.
    private static LocalDateTime following(
            LocalDateTime clock, List<Integer> allowed, ChronoUnit unit, ChronoUnit whole, int value) {
        var begin = clock.truncatedTo(whole);
        return allowed.stream()
                .filter(each -> each > value)
                .findFirst()
                .map(each -> begin.plus(each, unit))
                .orElse(begin.plus(1, whole));
    }

    /// The times of the period that has `clock` in it, but for what that offset never shows.
    private Stream<Occurrences.Found> times(LocalDateTime clock, ZoneOffset offset) {
        var times = Occurrences.times(rule, clock.toLocalTime()).stream()
                .map(time -> clock.toLocalDate().atTime(time))
                .map(at -> new Occurrences.Found(at, at.toInstant(offset), 0))
                .filter(time -> zone.getOffset(time.instant()).equals(offset))
                .toList();
        return rule.by(Part.BYSETPOS).isEmpty()
                ? times.stream()
                : Occurrences.positions(rule, times.size()).map(times::get);
    }
}
