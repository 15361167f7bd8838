package todo.bench;

import java.util.List;

/// All that is measured, in the order in which it is.
final class Sections {
    static final List<Section> ALL =
            List.of(Adds.process(), Adds.oneList(), Adds.cost(), Reads.large(), Many.memory(), Many.load());

    private Sections() {}
}
