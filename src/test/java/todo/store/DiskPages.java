package todo.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The pages of a database file, to be overwritten.
final class DiskPages {
    /// How a page begins that is well formed, and without rows: of an index, or a table whose rows are in one.
    static final byte[] EMPTY_OF_INDEX = {10, 0, 0, 0, 0, 16, 0, 0};

    /// Written from the 4th byte of a page on, it leaves of its rows the first.
    static final byte[] ONE_ROW = {0, 1};

    private static final int SIZE = 4096;

    private DiskPages() {}

    /// The pages of a tree that have no pages below them, in order.
    static List<Long> leaves(Path file, String tree) throws SQLException {
        List<Long> leaves = new ArrayList<>();
        try (var connection = Sqlite.writer(file);
                var query = connection.prepareStatement(
                        "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno")) {
            query.setString(1, tree);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    leaves.add(rows.getLong(1));
                }
            }
        }
        return leaves;
    }

    static void overwrite(Path file, long page, int from, byte[] bytes) throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek((page - 1) * SIZE + from);
            open.write(bytes);
        }
    }

    static void spoil(Path file, String tree, int leaf) throws IOException, SQLException {
        var leaves = leaves(file, tree);
        overwrite(file, leaves.get(leaf < 0 ? leaves.size() + leaf : leaf), 0, garbage());
    }

    static byte[] garbage() {
        byte[] bytes = new byte[SIZE];
        new Random(SIZE).nextBytes(bytes);
        return bytes;
    }
}
