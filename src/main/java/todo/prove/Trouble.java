package todo.prove;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What can befall a cluster of three.
enum Trouble {
    ONE_KILLED("one killed"),
    OLDEST_KILLED("the oldest killed"),
    TWO_KILLED("two killed at once"),
    RESTARTED("each restarted in order"),
    PAUSED("one stopped and continued"),
    PARTED("one cut off from the others"),
    SLOWED("one with a tenth of its time"),
    FAR("one far from the others"),
    DATABASE_CUT("all connections to the database cut"),
    DATABASE_STOPPED("the database stopped");

    private final String said;

    Trouble(String said) {
        this.said = said;
    }

    /// Whom it befalls, by number.
    List<Integer> of(Nodes nodes, Random random) throws IOException, InterruptedException {
        var all = new ArrayList<>(Nodes.all());
        Collections.shuffle(all, random);
        return switch (this) {
            case ONE_KILLED, PAUSED, PARTED, SLOWED, FAR -> all.subList(0, 1);
            case OLDEST_KILLED -> List.of(nodes.oldest());
            case TWO_KILLED -> all.subList(0, 2);
            case RESTARTED -> all;
            case DATABASE_CUT, DATABASE_STOPPED -> List.of();
        };
    }

    /// Who goes on meanwhile, of those whom it does not befall, or only in order.
    List<Integer> living(List<Integer> struck) {
        var living = new ArrayList<>(Nodes.all());
        if (this != RESTARTED) {
            living.removeAll(struck);
        }
        return living;
    }

    @Override
    public String toString() {
        return said;
    }
}
