package todo.scale;

import java.util.SplittableRandom;

/// Very many lists, few of them busy: the one of rank `i` is used in proportion to `1 / i^skew` (Zipf). None of them is
/// kept; each is made again from its rank.
record Lists(int count, double skew, double usesPerSecond, long seed) {
    private static final int LETTERS = 12;

    /// The name of the list of a rank, as good as any: letters.
    String name(int rank) {
        var random = new SplittableRandom(seed * 1_000_003 + rank);
        char[] letters = new char[LETTERS];
        for (int i = 0; i < LETTERS; i++) {
            letters[i] = (char) ('a' + random.nextInt(26));
        }
        return new String(letters);
    }

    double weight(int rank) {
        return skew == 1 ? 1.0 / rank : Math.pow(rank, -skew);
    }

    /// What the weights of all add up to.
    double total() {
        double sum = 0;
        for (int rank = count; rank >= 1; rank--) {
            sum += weight(rank);
        }
        return sum;
    }

    /// The same by Euler and Maclaurin, without going through all.
    double totalOnPaper() {
        double integral = skew == 1 ? Math.log(count) : (Math.pow(count, 1 - skew) - 1) / (1 - skew);
        return integral + (1 + weight(count)) / 2 + skew * (1 - weight(count) / count) / 12;
    }

    /// How probable it is that a list that is used `perSecond` times a second is used within `seconds`.
    static double usedWithin(double perSecond, double seconds) {
        return -Math.expm1(-perSecond * seconds);
    }
}
