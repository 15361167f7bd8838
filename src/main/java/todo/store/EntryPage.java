package todo.store;

import java.util.ArrayList;
import java.util.List;
import todo.json.EntryJson;
import todo.json.Json;
import todo.list.Entry;

/// Entries of a list as they lie in their rows, in order of id, yet to be made of their texts: that is most of the work
/// of loading a long list, and can be done while the next page is read.
final class EntryPage {
    private final List<byte[]> texts = new ArrayList<>();
    private int bytes;
    private long last;

    /// @param text as its checksum says that it was written
    void add(long id, byte[] text) {
        texts.add(text);
        bytes += text.length;
        last = id;
    }

    boolean isFull() {
        return texts.size() == RowReader.PAGE || bytes >= RowReader.PAGE_BYTES;
    }

    /// The id of the last entry.
    long last() {
        return last;
    }

    /// @throws todo.json.BadRequest if they are not what this version takes for entries
    List<Entry> entries() {
        return texts.isEmpty() ? List.of() : Json.readStored(array(), json -> json.array(() -> EntryJson.read(json)));
    }

    /// All in one array, for which one parser is enough.
    private byte[] array() {
        byte[] array = new byte[bytes + texts.size() + 1];
        int at = 0;
        for (byte[] text : texts) {
            array[at] = (byte) (at == 0 ? '[' : ',');
            System.arraycopy(text, 0, array, at + 1, text.length);
            at += 1 + text.length;
        }
        array[at] = ']';
        return array;
    }
}
