package todo.remind;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import todo.json.Json;
import todo.list.Entry;
import todo.store.ReminderTarget;

/// What is told of a reminder, as JSON in the form of Standard Webhooks.
final class Message {
    private static final int LONGEST_TITLE = 200;

    private Message() {}

    /// @param late whether it comes later than it should
    static String of(Agenda.Item item, Entry entry, boolean late, ReminderTarget target) {
        byte[] text = Json.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("type", "entry.reminder");
            json.writeStringProperty("timestamp", item.at().toString());
            json.writeObjectPropertyStart("data");
            json.writeStringProperty("list", item.list());
            json.writeNumberProperty("id", entry.id());
            json.writeStringProperty("uid", entry.uid());
            json.writeStringProperty(
                    "title", target instanceof ReminderTarget.Browser ? cut(entry.title()) : entry.title());
            json.writeStringProperty("due", text(entry.due()));
            json.writeStringProperty("remind", text(entry.remind()));
            json.writeBooleanProperty("late", late);
            json.writeEndObject();
            json.writeEndObject();
        });
        return new String(text, StandardCharsets.UTF_8);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /// A push message holds no more than 4 KiB (RFC 8291 §4).
    private static String cut(String title) {
        return title.codePointCount(0, title.length()) <= LONGEST_TITLE
                ? title
                : title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE)) + "…";
    }
}
