package todo.list;

import java.time.LocalDate;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.List;
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
    private final List<Integer> months;
    private final List<Integer> monthDays;
    private final List<Integer> yearDays;
    private final List<Integer> weekNumbers;

    /// @param monthEnds whether an anchor's day that a month does not have is its last; else it is left out
    DayFilter(Recurrence rule, LocalDate anchor, boolean monthEnds) {
        this.rule = rule;
        this.anchor = anchor;
        this.monthEnds = monthEnds;
        months = rule.by(Part.BYMONTH);
        monthDays = rule.by(Part.BYMONTHDAY);
        yearDays = rule.by(Part.BYYEARDAY);
        weekNumbers = rule.by(Part.BYWEEKNO);
    }

    boolean allows(LocalDate day) {
        return (months.isEmpty() || months.contains(day.getMonthValue()))
                && fits(monthDays, day.getDayOfMonth(), day.lengthOfMonth())
                && fits(yearDays, day.getDayOfYear(), day.lengthOfYear())
                && fitsWeekday(day)
                && fitsWeek(day)
                && fitsAnchor(day);
    }

    /// Those of the days from `first` to before `end` that are allowed.
    List<LocalDate> allowed(LocalDate first, LocalDate end) {
        List<LocalDate> allowed = new ArrayList<>();
        for (var day = first; day.isBefore(end); day = day.plusDays(1)) {
            if (allows(day)) {
                allowed.add(day);
            }
        }
        return allowed;
    }

    /// The first day from `day` on that is allowed, or `null` if there is none up to the year 9999.
    @Nullable
    LocalDate firstFrom(LocalDate day) {
        var each = day;
        for (int i = 0; i <= CYCLE && each.getYear() <= 9999; i++) {
            if (allows(each)) {
                return each;
            }
            each = months.isEmpty() || months.contains(each.getMonthValue())
                    ? each.plusDays(1)
                    : each.withDayOfMonth(1).plusMonths(1);
        }
        return null;
    }

    /// @param last the highest value there is here, from which values below 0 count back
    private static boolean fits(List<Integer> given, int value, int last) {
        return given.isEmpty() || given.contains(value) || given.contains(value - last - 1);
    }

    private boolean fitsWeek(LocalDate day) {
        if (weekNumbers.isEmpty()) {
            return true;
        }
        var weeks = WeekFields.of(rule.weekStart(), 4);
        long last = weeks.weekOfWeekBasedYear().rangeRefinedBy(day).getMaximum();
        return fits(weekNumbers, day.get(weeks.weekOfWeekBasedYear()), (int) last);
    }

    private boolean fitsWeekday(LocalDate day) {
        if (rule.byDay().isEmpty()) {
            return true;
        }
        for (var on : rule.byDay()) {
            if (fits(on, day)) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(OnDay on, LocalDate day) {
        if (day.getDayOfWeek() != on.day()) {
            return false;
        }
        if (on.nth() == 0 || rule.frequency().compareTo(Frequency.MONTHLY) < 0) {
            return true;
        }
        boolean inMonth = rule.frequency() == Frequency.MONTHLY || !months.isEmpty();
        int place = inMonth ? day.getDayOfMonth() : day.getDayOfYear();
        int length = inMonth ? day.lengthOfMonth() : day.lengthOfYear();
        return on.nth() > 0 ? (place - 1) / 7 + 1 == on.nth() : (length - place) / 7 + 1 == -on.nth();
    }

    private boolean fitsAnchor(LocalDate day) {
        if (!rule.byDay().isEmpty() || !monthDays.isEmpty() || !yearDays.isEmpty()) {
            return true;
        }
        return switch (rule.frequency()) {
            case SECONDLY, MINUTELY, HOURLY, DAILY -> true;
            case WEEKLY -> day.getDayOfWeek() == anchor.getDayOfWeek();
            case MONTHLY -> isAnchorsDayOfMonth(day);
            case YEARLY ->
                weekNumbers.isEmpty()
                        ? isAnchorsDayOfMonth(day) && (!months.isEmpty() || day.getMonth() == anchor.getMonth())
                        : day.getDayOfWeek() == anchor.getDayOfWeek();
        };
    }

    private boolean isAnchorsDayOfMonth(LocalDate day) {
        int wanted = anchor.getDayOfMonth();
        return day.getDayOfMonth() == (monthEnds ? Math.min(wanted, day.lengthOfMonth()) : wanted);
    }
}
