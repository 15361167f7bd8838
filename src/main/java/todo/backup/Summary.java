package todo.backup;

import java.util.HexFormat;

/// What a backup or a data folder holds, for two of them to be held against each other.
///
/// @param lists how many lists, those that were dropped included
/// @param fingerprint the same where all lists are the same with all of their history, wherever they lie
public record Summary(long lists, long entries, long changes, Fingerprint fingerprint) {

    /// The sums of all lists, put together so that their order does not count.
    @SuppressWarnings("ArrayRecordComponent") // compared by their text
    record Fingerprint(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Fingerprint(var its) && java.util.Arrays.equals(bytes, its);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return HexFormat.of().formatHex(bytes, 0, 8);
        }
    }

    /// `3 lists, 17 entries and 40 changes`.
    @Override
    public String toString() {
        return "%,d list%s, %,d entr%s and %,d change%s"
                .formatted(
                        lists,
                        lists == 1 ? "" : "s",
                        entries,
                        entries == 1 ? "y" : "ies",
                        changes,
                        changes == 1 ? "" : "s");
    }
}
