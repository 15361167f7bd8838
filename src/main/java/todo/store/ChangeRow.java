package todo.store;

import org.jspecify.annotations.Nullable;

/// A row of the table of changes, but for its list, its place and its checksum.
///
/// @param at in ms since 1970
/// @param lastId the list's after the edit, as `open` and `completed` are
/// @param entries the sum over the entries after the change (see [RowSum#ofEntry])
@SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
record ChangeRow(
        long version,
        long at,
        String by,
        @Nullable String request,
        @Nullable String digest,
        long lastId,
        int open,
        int completed,
        int entries,
        byte[] data) {}
