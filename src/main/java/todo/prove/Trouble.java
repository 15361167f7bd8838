package todo.prove;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import todo.prove.DatabaseLink.State;

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
    DATABASE_STOPPED("the database stopped"),
    DATABASE_REFUSED("one refused by the database", State.REFUSED),
    DATABASE_HUNG("one with a database that hangs", State.HUNG),
    DATABASE_UNANSWERED("one whose database's answers are lost", State.UNANSWERED),
    DATABASE_SLOW("one with a byte a second to the database", State.SLOW);

    private final String said;
    private final State link;

    Trouble(String said) {
        this(said, State.OPEN);
    }

    Trouble(String said, State link) {
        this.said = said;
        this.link = link;
    }

    /// What becomes of the link between one server and its database.
    State link() {
        return link;
    }

    /// Whether it befalls the link between one server and its database.
    boolean isOfLink() {
        return link != State.OPEN;
    }

    /// Whom it befalls, by number.
    List<Integer> of(Nodes nodes, Random random) throws IOException, InterruptedException {
        var all = new ArrayList<>(Nodes.all());
        Collections.shuffle(all, random);
        return switch (this) {
            case ONE_KILLED,
                    PAUSED,
                    PARTED,
                    SLOWED,
                    FAR,
                    DATABASE_REFUSED,
                    DATABASE_HUNG,
                    DATABASE_UNANSWERED,
                    DATABASE_SLOW -> all.subList(0, 1);
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
