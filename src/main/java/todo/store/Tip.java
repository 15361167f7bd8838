package todo.store;

/// Where the history of a list ends: what the next change goes on from.
///
/// @param entries the sum over the entries (see [RowSum#ofEntry])
/// @param sum the checksum of the last change
record Tip(long version, int entries, int sum) {
    static final Tip NONE = new Tip(0, 0, 0);
}
