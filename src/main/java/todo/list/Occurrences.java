package todo.list;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import todo.list.Recurrence.Frequency;
import todo.list.Recurrence.OnDay;
import todo.list.Recurrence.Part;

/// When a rule comes, counted from an anchor (RFC 5545 §3.3.10; the anchor is its `DTSTART`).
///
/// By the clock on the wall, in which every day has 24 hours; days that a month doesn't have are left out. The rule's
/// periods (its days, weeks, months or years) are gone through, and of each the days that fit are taken.
public final class Occurrences {
    private static final int MOST_PERIODS = 20_000;
    private static final int MOST_SHORT_PERIODS = 100_000;
    private static final int MOST_LOOKED_AT = 1_000_000;

    private final Recurrence rule;
    private final LocalDateTime anchor;
    private final LocalDate weekOfAnchor;

    private Occurrences(Recurrence rule, LocalDateTime anchor) {
        this.rule = rule;
        this.anchor = anchor;
        this.weekOfAnchor = anchor.toLocalDate().with(TemporalAdjusters.previousOrSame(rule.weekStart()));
    }

    /// @param number how many come after the anchor up to this one, itself included; known only if the rule counts
    public record Found(LocalDateTime at, int number) {}

    /// The first time after `after` and not before `anchor`; `null` if there is none, or none within reach: 20,000
    /// of the rule's periods, or a million days and times. When the rule ends is not looked at.
    public static @Nullable Found after(Recurrence rule, LocalDateTime anchor, LocalDateTime after) {
        return new Occurrences(rule, anchor).after(after);
    }

    private @Nullable Found after(LocalDateTime after) {
        int most = isShort() ? MOST_SHORT_PERIODS : MOST_PERIODS;
        long first = rule.count() > 0 ? 0 : Math.max(0, unit().between(anchor, after) / rule.interval() - 1);
        int number = 0;
        long looked = 0;
        for (long n = first; n < first + most && looked < MOST_LOOKED_AT; n++) {
            var start = start(n * rule.interval());
            if (start.getYear() > 9999) {
                return null;
            }
            var times = times(start);
            looked += days() + times.size();
            for (var time : positioned(times)) {
                if (time.isAfter(anchor)) {
                    number++;
                }
                if (time.isAfter(after) && !time.isBefore(anchor)) {
                    return time.getYear() > 9999 ? null : new Found(time, number);
                }
            }
        }
        return null;
    }

    /// How many days of a period are looked at.
    private int days() {
        return switch (rule.frequency()) {
            case SECONDLY, MINUTELY, HOURLY, DAILY -> 1;
            case WEEKLY -> 7;
            case MONTHLY -> 31;
            case YEARLY -> 366;
        };
    }

    private boolean isShort() {
        return rule.frequency().compareTo(Frequency.DAILY) < 0;
    }

    private ChronoUnit unit() {
        return switch (rule.frequency()) {
            case SECONDLY -> ChronoUnit.SECONDS;
            case MINUTELY -> ChronoUnit.MINUTES;
            case HOURLY -> ChronoUnit.HOURS;
            case DAILY -> ChronoUnit.DAYS;
            case WEEKLY -> ChronoUnit.WEEKS;
            case MONTHLY -> ChronoUnit.MONTHS;
            case YEARLY -> ChronoUnit.YEARS;
        };
    }

    /// Where the period begins that comes `units` after the anchor's.
    private LocalDateTime start(long units) {
        var day = anchor.toLocalDate();
        return switch (rule.frequency()) {
            case SECONDLY, MINUTELY, HOURLY, DAILY -> anchor.plus(units, unit());
            case WEEKLY -> weekOfAnchor.plusWeeks(units).atStartOfDay();
            case MONTHLY -> day.withDayOfMonth(1).plusMonths(units).atStartOfDay();
            case YEARLY -> day.withDayOfYear(1).plusYears(units).atStartOfDay();
        };
    }

    /// The times in the period from `start` on, in order.
    private List<LocalDateTime> times(LocalDateTime start) {
        var day = start.toLocalDate();
        var days = switch (rule.frequency()) {
            case SECONDLY, MINUTELY, HOURLY, DAILY -> Stream.of(day);
            case WEEKLY -> day.datesUntil(day.plusWeeks(1));
            case MONTHLY -> day.datesUntil(day.plusMonths(1));
            case YEARLY -> day.datesUntil(day.plusYears(1));
        };
        var clock = isShort() ? start.toLocalTime() : anchor.toLocalTime();
        List<LocalTime> times = null;
        List<LocalDateTime> all = new ArrayList<>();
        for (var each : (Iterable<LocalDate>) days.filter(this::fits)::iterator) {
            times = times == null ? times(clock) : times;
            times.forEach(time -> all.add(each.atTime(time)));
        }
        return all;
    }

    private List<LocalTime> times(LocalTime clock) {
        List<LocalTime> times = new ArrayList<>();
        for (int hour : spread(Part.BYHOUR, Frequency.HOURLY, clock.getHour())) {
            for (int minute : spread(Part.BYMINUTE, Frequency.MINUTELY, clock.getMinute())) {
                for (int second : spread(Part.BYSECOND, Frequency.SECONDLY, clock.getSecond())) {
                    times.add(clock.withHour(hour).withMinute(minute).withSecond(second));
                }
            }
        }
        return times;
    }

    /// The values that `part` gives to a rule whose period is longer than what the part is about; else the one of
    /// the clock, if the part allows it.
    private List<Integer> spread(Part part, Frequency own, int ofClock) {
        var given = rule.by(part);
        if (given.isEmpty()) {
            return List.of(ofClock);
        }
        if (rule.frequency().compareTo(own) > 0) {
            return given.stream().sorted().distinct().toList();
        }
        return given.contains(ofClock) ? List.of(ofClock) : List.of();
    }

    private List<LocalDateTime> positioned(List<LocalDateTime> times) {
        var positions = rule.by(Part.BYSETPOS);
        if (positions.isEmpty()) {
            return times;
        }
        return positions.stream()
                .map(position -> position > 0 ? position - 1 : times.size() + position)
                .filter(index -> index >= 0 && index < times.size())
                .sorted()
                .distinct()
                .map(times::get)
                .toList();
    }

    private boolean fits(LocalDate day) {
        return fits(Part.BYMONTH, day.getMonthValue(), 0)
                && fits(Part.BYMONTHDAY, day.getDayOfMonth(), day.lengthOfMonth())
                && fits(Part.BYYEARDAY, day.getDayOfYear(), day.lengthOfYear())
                && fitsWeek(day)
                && (rule.byDay().isEmpty() || rule.byDay().stream().anyMatch(each -> fits(each, day)))
                && fitsAnchor(day);
    }

    /// @param last of how many, for values that can count from the end; else 0
    private boolean fits(Part part, int value, int last) {
        var given = rule.by(part);
        return given.isEmpty() || given.contains(value) || last > 0 && given.contains(value - last - 1);
    }

    private boolean fitsWeek(LocalDate day) {
        if (rule.by(Part.BYWEEKNO).isEmpty()) {
            return true;
        }
        var weeks = WeekFields.of(rule.weekStart(), 4);
        long last = weeks.weekOfWeekBasedYear().rangeRefinedBy(day).getMaximum();
        return fits(Part.BYWEEKNO, day.get(weeks.weekOfWeekBasedYear()), (int) last);
    }

    private boolean fits(OnDay on, LocalDate day) {
        if (day.getDayOfWeek() != on.day()) {
            return false;
        }
        if (on.nth() == 0 || rule.frequency().compareTo(Frequency.MONTHLY) < 0) {
            return true;
        }
        boolean inMonth =
                rule.frequency() == Frequency.MONTHLY || !rule.by(Part.BYMONTH).isEmpty();
        int place = inMonth ? day.getDayOfMonth() : day.getDayOfYear();
        int length = inMonth ? YearMonth.from(day).lengthOfMonth() : day.lengthOfYear();
        return on.nth() > 0 ? (place - 1) / 7 + 1 == on.nth() : (length - place) / 7 + 1 == -on.nth();
    }

    /// What the rule leaves open is as with the anchor.
    private boolean fitsAnchor(LocalDate day) {
        if (!rule.byDay().isEmpty()
                || !rule.by(Part.BYMONTHDAY).isEmpty()
                || !rule.by(Part.BYYEARDAY).isEmpty()) {
            return true;
        }
        DayOfWeek weekday = anchor.getDayOfWeek();
        return switch (rule.frequency()) {
            case SECONDLY, MINUTELY, HOURLY, DAILY -> true;
            case WEEKLY -> day.getDayOfWeek() == weekday;
            case MONTHLY -> day.getDayOfMonth() == anchor.getDayOfMonth();
            case YEARLY -> {
                if (!rule.by(Part.BYWEEKNO).isEmpty()) {
                    yield day.getDayOfWeek() == weekday;
                }
                boolean month = !rule.by(Part.BYMONTH).isEmpty() || day.getMonth() == anchor.getMonth();
                yield month && day.getDayOfMonth() == anchor.getDayOfMonth();
            }
        };
    }
}
