package todo.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SimulationTest {
    private static Map<String, Simulation.Line> lines(Simulation of) {
        return of.run().stream().collect(Collectors.toMap(Simulation.Line::key, Function.identity()));
    }

    private static Simulation simulation(int lists, int nodes, double skew) {
        return new Simulation(new Lists(lists, skew, lists / 100.0, 1), nodes, 1_000, 600, 3, 10, 500);
    }

    @Test
    void eachListHasAShard() {
        var lists = new Lists(10_000, 1, 1, 1);
        for (int rank = 1; rank <= lists.count(); rank++) {
            assertThat(Shards.of(lists.name(rank), 1_000)).isBetween(0, 999);
        }
        assertThat(lists.name(7)).hasSize(12).isEqualTo(lists.name(7)).isNotEqualTo(lists.name(8));
    }

    @ParameterizedTest
    @CsvSource({"300000, 10, 1.0", "300000, 100, 1.0", "300000, 100, 0.5", "100000, 3, 1.2"})
    void whatIsPlayedIsWhatThePaperSays(int lists, int nodes, double skew) {
        var lines = lines(simulation(lists, nodes, skew));
        for (var line : lines.values()) {
            double off = switch (line.key()) {
                // How the few busiest lists fall is chance, and a deviation of few nodes or the utmost is it too.
                case "spread.uses", "spread.busiest" -> 0.6;
                case "spread.shard", "spread.node", "death.seconds" -> 0.15;
                default -> 0.05;
            };
            assertThat(line.seen())
                    .as("%s: %s", line.key(), line.what())
                    .isCloseTo(line.onPaper(), within(off * Math.abs(line.onPaper()) + 1e-9));
        }
        assertThat(lines).hasSize(15);
    }

    @Test
    void theSameSeedGoesTheSameWay() {
        assertThat(simulation(20_000, 10, 1).run())
                .isEqualTo(simulation(20_000, 10, 1).run());
        var other = new Simulation(new Lists(20_000, 1, 200, 2), 10, 1_000, 600, 3, 10, 500);
        assertThat(other.run()).isNotEqualTo(simulation(20_000, 10, 1).run());
    }

    @Nested
    class OfShards {
        private final Shards shards = new Shards(1_000, 100, 0.1);

        @Test
        void aRoundMovesNoMoreThanItMay() {
            shards.join();
            assertThat(shards.rebalance()).hasSize(100);
            assertThat(shards.most()).isEqualTo(900);
            var few = new Shards(50, 100, 0.1);
            few.join();
            assertThat(few.rebalance()).hasSize(5);
        }

        @Test
        void roundsEndWhenAllHaveAlike() {
            for (int node = 1; node < 7; node++) {
                shards.join();
            }
            for (int round = 0; round < 9; round++) {
                assertThat(shards.rebalance()).isNotEmpty();
            }
            assertThat(shards.rebalance()).isEmpty();
            assertThat(shards.most() - shards.least()).isLessThanOrEqualTo(1);
        }

        @Test
        void whatANodeHadGoesToThoseWithTheFewest() {
            shards.join();
            shards.join();
            while (!shards.rebalance().isEmpty()) {
                assertThat(shards.nodes()).isEqualTo(3);
            }
            assertThat(shards.leave(1)).hasSize(333);
            assertThat(shards.most()).isEqualTo(500);
            assertThat(shards.on(1)).isEmpty();
        }
    }

    @Test
    void whoIsAskedForWhileAwayWaitsAndTheRestComesBehind() {
        var herd = Herd.of(new double[] {1, 2, 3, 10.25, 10.9, 500}, 10, 10);
        assertThat(herd.waiting()).isEqualTo(3);
        assertThat(herd.asked()).isEqualTo(4);
        assertThat(herd.seconds()).isEqualTo(0.4, within(1e-9));
    }

    @Test
    void aDatabaseThatLoadsNothingInTimeIsSeenToFail() {
        double[] asked = new double[1_000];
        for (int i = 0; i < asked.length; i++) {
            asked[i] = i / 100.0;
        }
        assertThat(Herd.of(asked, 1, 10).seconds()).isGreaterThan(90);
    }

    private static String table() {
        var out = new StringWriter();
        SimulateCommand.print(new PrintWriter(out, true));
        return out.toString();
    }

    @Test
    void theDocumentHasTheTable() throws Exception {
        assertThat(Files.readString(Path.of("docs/scale.md"))).contains(table());
    }

    @Test
    void whatIsNeededGrowsWithTheLists() {
        var few = new Need(1_000_000, Need.Use.PEOPLE, Need.Cost.MEASURED);
        var many = new Need(100_000_000, Need.Use.PEOPLE, Need.Cost.MEASURED);
        assertThat(few.changesPerSecond()).isEqualTo(1e6 * 3 / 86_400 * 5, within(1e-6));
        assertThat(many.changesOnDisk()).isEqualTo(100 * few.changesOnDisk());
        assertThat(many.nodes()).isGreaterThan(few.nodes());
    }

    @Test
    void whatCanNotBePlayedIsRefused() {
        var err = new StringWriter();
        int code = new CommandLine(new SimulateCommand())
                .setErr(new PrintWriter(err, true))
                .execute("--nodes", "1");
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).startsWith("--nodes must be from 2 to 10000");
    }

    @Test
    void theCommandPrintsBoth() {
        var out = new StringWriter();
        int code = new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(out, true))
                .execute("--lists", "10000", "--nodes", "10");
        assertThat(code).isZero();
        assertThat(out.toString()).startsWith(table()).contains("10,000 lists in 1,000 shards on 10 nodes", "S/N");
    }
}
