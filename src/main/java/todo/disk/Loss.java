package todo.disk;

import java.util.List;
import java.util.random.RandomGenerator;

/// What becomes of what a disk was not told to sync when the power is cut.
public enum Loss {
    /// All of it is gone.
    EVERYTHING,
    /// All of it is there: as if the program had been killed and the disk had gone on.
    NOTHING,
    /// Each write, each truncation and each change of names is there or not.
    SOME,
    /// Of each write some sectors of 512 bytes are there.
    SECTORS,
    /// Of each write some pages of 4 KiB are there.
    PAGES,
    /// Each write is there up to some byte.
    BYTES,
    /// As [#SOME], but in any order.
    REORDERED;

    private static final List<Loss> ALL = List.of(values());

    public static Loss any(RandomGenerator random) {
        return ALL.get(random.nextInt(ALL.size()));
    }
}
