package todo.client;

import java.time.ZoneId;
import java.util.List;
import todo.json.EntryJson;
import todo.json.Json;
import todo.list.Field;

/// What is sent to the server.
public final class Body {
    private Body() {}

    /// An object that says something of an entry.
    public static byte[] of(List<Field> fields) {
        return Json.write(json -> {
            json.writeStartObject();
            fields.forEach(field -> EntryJson.writeField(json, field));
            json.writeEndObject();
        });
    }

    /// An object with one property.
    public static byte[] of(String name, String value) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringProperty(name, value);
            json.writeEndObject();
        });
    }

    public static byte[] of(String name, long value) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeNumberProperty(name, value);
            json.writeEndObject();
        });
    }

    /// A line to be understood.
    public static byte[] ofLine(String text, ZoneId zone, String language) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("text", text);
            json.writeStringProperty("zone", zone.getId());
            json.writeStringProperty("language", language);
            json.writeEndObject();
        });
    }
}
