package todo.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures a section: a warm-up, then rounds that count, each followed by one of the original where it is held
/// against it, so that what the machine does meanwhile meets both.
final class Runner {
    private final Workbench bench;
    private final int rounds;
    private final @Nullable Original original;

    Runner(Workbench bench, int rounds, @Nullable Original original) {
        this.bench = bench;
        this.rounds = rounds;
        this.original = original;
    }

    List<Figure> run(Section section, Profile profile) throws Exception {
        Map<String, List<Double>> ours = new HashMap<>();
        List<String> theirs = new ArrayList<>();
        try (var measuring = section.start().on(bench)) {
            if (!bench.sizes().equals(Workbench.Sizes.TINY)) {
                measuring.warmUp();
            }
            profile.start();
            for (int round = 0; round < rounds; round++) {
                measuring
                        .round()
                        .forEach((key, value) -> ours.computeIfAbsent(key, _ -> new ArrayList<>())
                                .add(value));
                if (original != null) {
                    for (var rival : section.rivals()) {
                        theirs.addAll(rival.round(original, bench));
                    }
                }
            }
            profile.stop();
        }
        return section.rows().stream().map(row -> figure(row, ours, theirs)).toList();
    }

    private static Figure figure(Row row, Map<String, List<Double>> ours, List<String> theirs) {
        var rounds = ours.get(row.key());
        if (rounds == null) {
            throw new CheckFailed("nothing was measured of: " + row.what());
        }
        var against = row.against();
        return new Figure(
                row,
                rounds,
                against == null
                        ? List.of()
                        : theirs.stream()
                                .filter(line ->
                                        line.startsWith(against.line() + " ") || line.startsWith(against.line() + "="))
                                .map(line -> Original.value(line, against.figure()))
                                .toList());
    }
}
