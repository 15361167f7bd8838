package todo.scale;

import java.util.Arrays;

/// What comes when the lists of a node that died can be loaded again: all that were asked for meanwhile at once, then
/// the others as they are asked for; the database loads them one after another.
///
/// @param waiting how many were asked for while they were away
/// @param seconds how long it took from then until none waited any more
/// @param asked how many were asked for in all until then
record Herd(int waiting, double seconds, int asked) {
    /// @param firstAsked when each list is asked for first, in seconds since the node died
    /// @param away how long none can be loaded
    /// @param perSecond how many can be loaded in a second
    static Herd of(double[] firstAsked, double away, double perSecond) {
        double[] times = firstAsked.clone();
        Arrays.sort(times);
        double now = away;
        int asked = 0;
        int waiting = 0;
        for (double time : times) {
            if (time > now) {
                break;
            }
            if (time <= away) {
                waiting++;
            }
            now += 1 / perSecond;
            asked++;
        }
        return new Herd(waiting, now - away, asked);
    }
}
