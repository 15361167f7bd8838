package todo.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which lists one file may have: a Bloom filter of their names. One that it says no of was never there, and need not
/// be looked for on disk; it says yes of each that is there, of all until it has read the file, and of a few others.
///
/// A name is added before the first change of its list is queued, and never taken out.
final class Names {
    private static final Logger LOG = LoggerFactory.getLogger(Names.class);
    private static final int FIRST = 1_000;

    private final List<Filter> filters = new ArrayList<>(List.of(new Filter(FIRST)));
    private volatile List<Filter> seen = List.copyOf(filters);
    private volatile boolean complete;

    boolean mayHave(String name) {
        return !complete || has(hash(name));
    }

    private boolean has(long hash) {
        for (var filter : seen) {
            if (filter.has(hash)) {
                return true;
            }
        }
        return false;
    }

    synchronized void add(String name) {
        long hash = hash(name);
        if (!has(hash)) {
            if (filters.getLast().isFull()) {
                makeRoom(2 * filters.getLast().most);
            }
            filters.getLast().add(hash);
        }
    }

    private synchronized void makeRoom(int most) {
        filters.add(new Filter(Math.clamp(most, FIRST, Filter.MOST)));
        seen = List.copyOf(filters);
    }

    /// Says yes to everything from now on.
    void forget() {
        complete = false;
    }

    /// Adds all that `file` has. Unless it is found whole, the answer stays yes to everything: whoever looks for a list
    /// on disk is told of the damage.
    void readAll(Path file) {
        try (var connection = Sqlite.reader(file)) {
            connection.setAutoCommit(false); // all of it is of one moment
            int lists = count(connection);
            makeRoom(lists + lists / 2);
            if (!Thread.currentThread().isInterrupted()) {
                complete = readAll(connection) == lists;
            }
        } catch (SQLException e) {
            LOG.warn("can't read which lists {} has, so each is looked for: {}", file, e.getMessage());
        }
    }

    /// By the index in which a list is looked for, and not by the table that [#readAll] reads.
    private static int count(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM list INDEXED BY sqlite_autoindex_list_1")) {
            return rows.getInt(1);
        }
    }

    /// How many rows are as they were written, up to the first that is not.
    private int readAll(Connection connection) throws SQLException {
        var sums = new RowSum();
        int whole = 0;
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT key, name, alive, properties, sum FROM list NOT INDEXED")) {
            while (rows.next() && !Thread.currentThread().isInterrupted()) {
                String name = rows.getString(2);
                if (sums.list(rows.getLong(1), name, rows.getBoolean(3), RowReader.bytes(rows, 4)) != rows.getInt(5)) {
                    break;
                }
                add(name);
                whole++;
            }
        }
        return whole;
    }

    private static long hash(String name) {
        return mixed(name.hashCode() * 0x9E3779B97F4A7C15L);
    }

    /// A step of SplitMix64's finalizer, so that what is alike comes far apart.
    private static long mixed(long hash) {
        return (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
    }

    /// 16 bits a name, of which each sets four: of 400 others, about one has these four too once it is full.
    private static final class Filter {
        private static final int MOST = 100_000_000;
        private static final int BITS = 16;
        private static final int PROBES = 4;

        private final int most;
        private final AtomicLongArray words;
        private int count;

        Filter(int most) {
            this.most = most;
            this.words = new AtomicLongArray(Math.toIntExact((long) most * BITS / Long.SIZE + 1));
        }

        boolean isFull() {
            return count == most;
        }

        /// Called by one thread at a time.
        void add(long hash) {
            long next = hash;
            for (int probe = 0; probe < PROBES; probe++) {
                next = mixed(next);
                words.set(word(next), words.get(word(next)) | bit(next));
            }
            count++;
        }

        boolean has(long hash) {
            long next = hash;
            for (int probe = 0; probe < PROBES; probe++) {
                next = mixed(next);
                if ((words.get(word(next)) & bit(next)) == 0) {
                    return false;
                }
            }
            return true;
        }

        private int word(long hash) {
            return (int) Math.unsignedMultiplyHigh(hash, words.length());
        }

        private static long bit(long hash) {
            return 1L << (hash >>> 24); // the lowest six bits of it
        }
    }
}
