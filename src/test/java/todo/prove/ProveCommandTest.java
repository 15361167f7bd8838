package todo.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import todo.TestClock;
import todo.terminal.Terminal;

class ProveCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Long> seeds = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private int prove(Proof.Round round, String... arguments) {
        var nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        var terminal =
                new Terminal(nowhere, nowhere, false, false, 0, Clock.fixed(TestClock.START, ZoneOffset.UTC), Map.of());
        var proof = new Proof("eggs", "Throws eggs; none may break.", 3, trial -> {
            seeds.add(trial.seed());
            round.run(trial);
        });
        var other = new Proof("hens", "Chases hens.", 1, Proof.Needs.DATABASE, trial -> {
            trial.count("hens", trial.database().url().endsWith("/hens") ? 1 : 0);
            trial.worst("feathers", 7);
            trial.worst("feathers", 3);
        });
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data().toString()));
        return new CommandLine(new ProveCommand(terminal, List.of(proof, other)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void whereNothingIsLostItSaysWhatWasTriedAndLeavesNothingBehind() {
        Proof.Round round = trial -> {
            trial.keep("ledger.txt", List.of("an egg"));
            trial.count("eggs thrown", 1_000);
        };
        assertThat(prove(round, "--seed", "40")).isZero();
        assertThat(out.toString()).containsPattern("eggs +3 +[0-9.]+ +nothing +3,000 eggs thrown");
        assertThat(seeds).containsExactly(40L, 41L, 42L);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whereSomethingIsLostItEndsBrokenWithTheSeedAndKeepsTheFolder() throws Exception {
        Proof.Round round = trial -> {
            trial.keep("ledger.txt", List.of("an egg"));
            if (trial.seed() == 41) {
                throw new Lost("an egg broke");
            }
        };
        var json = folder.resolve("verdict.json");
        assertThat(prove(round, "--seed", "40", "--json", json.toString())).isEqualTo(3);
        assertThat(out.toString())
                .containsPattern("eggs +2 +[0-9.]+ +LOST")
                .contains("an egg broke", "./todo prove eggs --rounds 1 --seed 41", "data/eggs-41");
        assertThat(data().resolve("eggs-41/ledger.txt")).hasContent("an egg");
        assertThat(data().resolve("eggs-41/failure.txt")).content().contains("ProveCommandTest");
        assertThat(data().resolve("eggs-40")).doesNotExist();
        assertThat(Files.readString(json))
                .contains("\"proven\":false", "\"lost\":true", "\"failure\":\"an egg broke\"", "\"failedSeed\":41");
    }

    @Test
    void whatCouldNotBeTriedIsNotTakenForProven() {
        Proof.Round round = _ -> {
            throw new java.io.IOException("no eggs");
        };
        assertThat(prove(round)).isEqualTo(3);
        assertThat(out.toString()).containsPattern("eggs +1 +[0-9.]+ +FAILED").contains("no eggs");
    }

    @Test
    void aRoundCanBeRepeatedAlone() {
        assertThat(prove(_ -> {}, "eggs", "--seed", "7", "--rounds", "1")).isZero();
        assertThat(seeds).containsExactly(7L);
    }

    @Test
    void itGoesOnForAsLongAsIsAsked() {
        assertThat(prove(_ -> {}, "--minutes", "0.001")).isZero();
        assertThat(seeds).isNotEmpty();
    }

    @Test
    void theProofsCanBeNamed() {
        assertThat(prove(_ -> {}, "--list")).isZero();
        assertThat(out.toString()).contains("eggs", "none may break");
        assertThat(seeds).isEmpty();
    }

    @Test
    void whatNeedsADatabaseIsSkippedWithoutOneAndSaidToBe() {
        assertThat(prove(_ -> {}, "--list")).isZero();
        assertThat(out.toString()).contains("Chases hens. Needs --db URL, a PostgreSQL database.");
        assertThat(prove(_ -> {})).isZero();
        assertThat(out.toString()).contains("hens is skipped: it needs --db").doesNotContainPattern("hens +1");
        assertThat(prove(_ -> {}, "hens")).isEqualTo(2);
        assertThat(err.toString()).contains("\"hens\" needs --db");
    }

    @Test
    void whatNeedsADatabaseGetsTheOneThatIsGiven() {
        assertThat(prove(_ -> {}, "hens", "--db", "jdbc:postgresql://localhost/hens"))
                .isZero();
        assertThat(out.toString()).containsPattern("hens +1 +[0-9.]+ +nothing +1 hens, 7 feathers");
    }

    @Test
    void whatItCanNotMakeOutIsRefusedByName() {
        assertThat(prove(_ -> {}, "milk")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no proof \"milk\"");
        assertThat(prove(_ -> {}, "--rounds", "0")).isEqualTo(2);
        assertThat(prove(_ -> {}, "--minutes", "0")).isEqualTo(2);
        assertThat(prove(_ -> {}, "--minutes", "1", "--rounds", "1")).isEqualTo(2);
        assertThat(seeds).isEmpty();
    }
}
