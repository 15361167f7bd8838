package todo.list;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Edits by chance, always the same for the same seed: of every kind, most of them possible.
public final class SomeEdits {
    private static final List<String> LETTERS = List.of(
            "a",
            "Z",
            "0",
            " ",
            "ß",
            "İ",
            "é",
            "e\u0301",
            "Σ",
            "中",
            "ق",
            "😀",
            "👩‍👩‍👧",
            "\"",
            "\\",
            "'",
            "%",
            "\u0000",
            "\n",
            "\u2028",
            "\uffff",
            "</script>",
            "\ufeff");
    private static final List<String> ZONES =
            List.of("Europe/Berlin", "Europe/Zurich", "America/New_York", "Etc/GMT-3", "Asia/Kathmandu", "UTC", "Z");
    private static final List<Optional<Reminder>> REMINDERS = List.of(
            Optional.empty(),
            Optional.of(Reminder.parse("-PT15M")),
            Optional.of(Reminder.parse("2026-12-24T17:00:00Z")));
    private static final List<String> REPEATS = List.of("", "FREQ=DAILY", "FREQ=MONTHLY;BYDAY=MO,-1FR;COUNT=3");

    private final Random random;
    private int uids;

    public SomeEdits(long seed) {
        random = new Random(seed);
    }

    /// An edit of `list`, which has come by `history`.
    public Edit next(TodoList list, List<Change> history) {
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> add(list);
            case 8, 9, 10, 11, 12 -> new Edit.Amend(id(list), fields(list, random.nextInt(4)));
            case 13 -> new Edit.Replace(id(list), titled(list));
            case 14 -> new Edit.Remove(id(list));
            case 15, 16, 17 -> history.isEmpty() ? add(list) : new Edit.Undo(any(history));
            case 18 -> new Edit.Send(id(list), "elsewhere");
            case 19 -> received(history);
            case 20 -> new Edit.Return(lastSent(history));
            case 21 -> new Edit.Describe(properties());
            case 22 -> new Edit.All(List.of(add(list), add(list), new Edit.Amend(id(list), fields(list, 2))));
            default -> random.nextInt(8) > 0 ? add(list) : random.nextBoolean() ? new Edit.Clear() : new Edit.Drop();
        };
    }

    private Edit add(TodoList list) {
        long id = random.nextInt(8) == 0 ? list.lastId() + 1 + random.nextInt(5) : 0;
        return new Edit.Add("uid-" + uids++, id, random.nextBoolean() ? null : instant(random), titled(list));
    }

    private List<Field> titled(TodoList list) {
        var fields = new ArrayList<Field>();
        fields.add(new Field.Title("t" + text(random, 8)));
        fields.addAll(fields(list, random.nextInt(6)));
        return fields;
    }

    private List<Field> fields(TodoList list, int count) {
        var fields = new ArrayList<Field>();
        for (int i = 0; i < count; i++) {
            fields.add(field(list));
        }
        return fields;
    }

    private Field field(TodoList list) {
        return switch (random.nextInt(13)) {
            case 0 -> new Field.Title("t" + text(random, 8));
            case 1, 2 -> new Field.DueAt(random.nextInt(4) == 0 ? null : due(random));
            case 3 -> new Field.Notes(text(random, 30));
            case 4 -> new Field.Completed(random.nextBoolean());
            case 5 -> new Field.CompletedAt(random.nextBoolean() ? null : instant(random));
            case 6 -> new Field.Priority(random.nextInt(10));
            case 7 -> new Field.Tags(random.nextBoolean() ? List.of() : List.of("tag", "t" + random.nextInt(9)));
            case 8 -> new Field.Order(order(random));
            case 9 -> new Field.Parent(random.nextInt(3) == 0 ? 0 : id(list));
            case 10 -> new Field.Repeat(REPEATS.get(random.nextInt(REPEATS.size())));
            case 11 ->
                new Field.Remind(REMINDERS.get(random.nextInt(REMINDERS.size())).orElse(null));
            default -> random.nextBoolean() ? new Field.Properties(properties(random)) : someProperties();
        };
    }

    private Field someProperties() {
        return some("P" + random.nextInt(3), random.nextBoolean() ? null : text(random, 4));
    }

    /// Sets one property, or takes it away.
    @SuppressWarnings("NullAway") // it doesn't see from the class file that the values may be null
    public static Field some(String name, @Nullable String value) {
        return new Field.SomeProperties(Collections.singletonMap(name, value));
    }

    private long id(TodoList list) {
        return list.size() == 0 || random.nextInt(20) == 0
                ? random.nextInt(50)
                : any(list.all()).id();
    }

    private ListProperties properties() {
        return new ListProperties(text(random, 5), random.nextBoolean() ? "" : "#12abCD", order(random));
    }

    /// What another list could send: what this list had, under uids of its own.
    private Edit received(List<Change> history) {
        var sent = new ArrayList<Change>();
        for (var change : lastSent(history)) {
            if (change.what() instanceof Change.MovedOut(var entry, var _)) {
                var other = Entry.blank(entry.id(), "uid-" + uids++, entry.order(), entry.createdAt())
                        .with(entry.fields(), entry.updatedAt());
                sent.add(new Change(sent.size() + 1, Instant.EPOCH, "b", 0, new Change.MovedOut(other, "here")));
            }
        }
        return new Edit.Receive("elsewhere", sent);
    }

    private static List<Change> lastSent(List<Change> history) {
        var sent = new ArrayList<Change>();
        for (var change : history.reversed()) {
            if (change.what() instanceof Change.MovedOut) {
                sent.addFirst(change);
            } else if (!sent.isEmpty()) {
                break;
            }
        }
        return sent;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    public static String text(Random random, int most) {
        var text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(LETTERS.get(random.nextInt(LETTERS.size())));
        }
        return text.toString();
    }

    public static Map<String, String> properties(Random random) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            properties.put("P" + random.nextInt(3) + text(random, 2), text(random, 6));
        }
        return properties;
    }

    public static double order(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(10);
            case 1 -> random.nextDouble();
            case 2 -> -random.nextInt(2) * 0.0;
            default -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
        };
    }

    public static Instant instant(Random random) {
        return Instant.ofEpochMilli(random.nextLong(-62_000_000_000_000L, 250_000_000_000_000L));
    }

    public static Due due(Random random) {
        var date = random.nextInt(4) == 0
                ? LocalDate.ofEpochDay(random.nextLong(-719_000, 2_900_000))
                : LocalDate.of(2026, 1, 1).plusDays(random.nextInt(400));
        var time = random.nextInt(4) == 0
                ? LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L))
                : LocalTime.of(random.nextInt(24), random.nextInt(60));
        return switch (random.nextInt(4)) {
            case 0 -> new Due.Day(date);
            case 1 -> new Due.Local(LocalDateTime.of(date, time));
            case 2 -> new Due.Zoned(ZonedDateTime.of(date, time, offset(random)));
            default -> new Due.Zoned(ZonedDateTime.of(date, time, ZoneId.of(ZONES.get(random.nextInt(ZONES.size())))));
        };
    }

    private static ZoneOffset offset(Random random) {
        return ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60) * 60);
    }
}
