package todo.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import todo.json.BadRequest;

/// Where an entry stands among all entries of all lists: by date where they are walked by date, then by
/// file, list and id.
///
/// @param due the date as it is written, or empty where entries are not walked by date
public record Place(String due, int file, long list, long id) implements Comparable<Place> {
    /// Before the first.
    public static final Place START = new Place("", -1, 0, 0);

    private static final Comparator<Place> ORDER = Comparator.comparing(Place::due)
            .thenComparingInt(Place::file)
            .thenComparingLong(Place::list)
            .thenComparingLong(Place::id);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /// The place as a word that [#parse] reads.
    @Override
    public String toString() {
        String text = "%d %d %d %s".formatted(file, list, id, due);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// @throws BadRequest if `word` is not a place
    public static Place parse(String word) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8).split(" ", 4);
            return new Place(parts[3], Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new BadRequest("\"after\" must be taken from the link to the next page", e);
        }
    }
}
