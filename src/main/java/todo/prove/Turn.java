package todo.prove;

import java.util.Random;

/// One step of a story of two lists, 0 and 1, told so that it can be taken out of the story without spoiling the rest.
///
/// An entry is named by its id, a change by how many came after it; either may not be there.
public sealed interface Turn {
    record Add(int list, String title) implements Turn {}

    /// @param priority -1 to leave it as it is
    /// @param completed also sets it open again
    record Edit(int list, int id, String title, int priority, boolean completed) implements Turn {}

    record Note(int list, int id, String notes) implements Turn {}

    record Remove(int list, int id) implements Turn {}

    record Clear(int list) implements Turn {}

    record Describe(int list, String title) implements Turn {}

    record Drop(int list) implements Turn {}

    /// To the other list.
    record Move(int list, int id) implements Turn {}

    record Undo(int list, int back) implements Turn {}

    /// The list's process fails.
    record Crash(int list) implements Turn {}

    /// Everything is closed and started again.
    record Restart() implements Turn {}

    /// A look at the list as it was.
    record Look(int list, int back) implements Turn {}

    /// The clock goes on, or back.
    record Wait(int millis) implements Turn {}

    /// A turn by chance.
    static Turn any(Random random) {
        int list = random.nextInt(2);
        int id = 1 + random.nextInt(6);
        String text = "t" + random.nextInt(4);
        int chance = random.nextInt(100);
        if (chance < 22) {
            return new Add(list, text);
        } else if (chance < 34) {
            return new Edit(list, id, text, random.nextInt(4) - 1, random.nextBoolean());
        } else if (chance < 40) {
            return new Note(list, id, text);
        } else if (chance < 48) {
            return new Remove(list, id);
        } else if (chance < 56) {
            return new Move(list, id);
        } else if (chance < 80) {
            return new Undo(list, random.nextInt(random.nextBoolean() ? 3 : 20));
        } else if (chance < 84) {
            return new Describe(list, text);
        } else if (chance < 87) {
            return chance < 86 ? new Drop(list) : new Clear(list);
        } else if (chance < 93) {
            return new Look(list, random.nextInt(30));
        } else if (chance < 97) {
            return new Wait(random.nextInt(10) - 2);
        }
        return random.nextBoolean() ? new Crash(list) : new Restart();
    }
}
