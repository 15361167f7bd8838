package todo.list;

import java.time.LocalDate;
import java.time.temporal.WeekFields;
import org.jspecify.annotations.Nullable;
import todo.list.Recurrence.Frequency;
import todo.list.Recurrence.OnDay;
import todo.list.Recurrence.Part;

/// Which days a recurrence rule allows: the parts from BYMONTH to BYDAY, and the anchor's day where they leave it open
/// (RFC 5545 §3.3.10).
final class DayFilter {
    /// The days after which the Gregorian calendar, weekdays included, is the same again: 400 years.
    static final int CYCLE = 146_097;

    private final Recurrence rule;
    private final LocalDate anchor;
    private final boolean monthEnds;

    /// @param monthEnds whether an anchor's day that a month does not have is its last; else it is left out
    DayFilter(Recurrence rule, LocalDate anchor, boolean monthEnds) {
        this.rule = rule;
        this.anchor = anchor;
        this.monthEnds = monthEnds;
    }

    boolean allows(LocalDate day) {
        return fits(Part.BYMONTH, day.getMonthValue(), 0)
                && fits(Part.BYMONTHDAY, day.getDayOfMonth(), day.lengthOfMonth())
                && fits(Part.BYYEARDAY, day.getDayOfYear(), day.lengthOfYear())
                && fitsWeek(day)
                && (rule.byDay().isEmpty() || rule.byDay().stream().anyMatch(each -> fits(each, day)))
                && fitsAnchor(day);
    }

    /// The first day from `day` on that is allowed, or `null` if there is none up to the year 9999.
    @Nullable
    LocalDate firstFrom(LocalDate day) {
        var each = day;
        for (int i = 0; i <= CYCLE && each.getYear() <= 9999; i++) {
            if (allows(each)) {
                return each;
            }
            each = fits(Part.BYMONTH, each.getMonthValue(), 0)
                    ? each.plusDays(1)
                    : each.withDayOfMonth(1).plusMonths(1);
        }
        return null;
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
        int length = inMonth ? day.lengthOfMonth() : day.lengthOfYear();
        return on.nth() > 0 ? (place - 1) / 7 + 1 == on.nth() : (length - place) / 7 + 1 == -on.nth();
    }

    private boolean fitsAnchor(LocalDate day) {
        if (!rule.byDay().isEmpty()
                || !rule.by(Part.BYMONTHDAY).isEmpty()
                || !rule.by(Part.BYYEARDAY).isEmpty()) {
            return true;
        }
        return switch (rule.frequency()) {
            case SECONDLY, MINUTELY, HOURLY, DAILY -> true;
            case WEEKLY -> day.getDayOfWeek() == anchor.getDayOfWeek();
            case MONTHLY -> isAnchorsDayOfMonth(day);
            case YEARLY ->
                rule.by(Part.BYWEEKNO).isEmpty()
                        ? isAnchorsDayOfMonth(day)
                                && (!rule.by(Part.BYMONTH).isEmpty() || day.getMonth() == anchor.getMonth())
                        : day.getDayOfWeek() == anchor.getDayOfWeek();
        };
    }

    private boolean isAnchorsDayOfMonth(LocalDate day) {
        int wanted = anchor.getDayOfMonth();
        return day.getDayOfMonth() == (monthEnds ? Math.min(wanted, day.lengthOfMonth()) : wanted);
    }
}
