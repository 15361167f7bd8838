package todo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
    private static final Row RATE = Row.more("adds", "adds", "/s");
    private static final Row TIME = Row.less("time", "time", "ms");

    @Test
    void itIsTheMedianOfItsRounds() {
        assertThat(new Figure(RATE, List.of(3.0, 1.0, 8.0), List.of()).median()).isEqualTo(3);
        assertThat(new Figure(RATE, List.of(3.0, 1.0), List.of()).median()).isEqualTo(2);
    }

    @Test
    void withNothingToHoldItAgainstItIsNeitherReachedNorNot() {
        assertThat(new Figure(RATE, List.of(3.0), List.of()).reached()).isNull();
        assertThat(new Figure(RATE.against("it", "it", "x"), List.of(3.0), List.of()).reached())
                .isNull();
    }

    @Test
    void aRateReachesWhatItIsNotBelowAndATimeWhatItIsNotAbove() {
        assertThat(new Figure(RATE.reach(3), List.of(3.0), List.of()).reached()).isTrue();
        assertThat(new Figure(RATE.reach(3), List.of(2.9), List.of()).reached()).isFalse();
        assertThat(new Figure(TIME.reach(3), List.of(3.1), List.of()).reached()).isFalse();
    }

    @Test
    void itMustBeSoManyTimesBetterThanTheOriginal() {
        var tenTimes = RATE.against("it", "it", "x", 10);
        assertThat(new Figure(tenTimes, List.of(99.0), List.of(10.0)).reached()).isFalse();
        assertThat(new Figure(tenTimes, List.of(100.0), List.of(10.0)).ratio()).isEqualTo(10);
        assertThat(new Figure(tenTimes, List.of(100.0), List.of(10.0)).reached())
                .isTrue();
        assertThat(new Figure(TIME.against("it", "it", "x"), List.of(5.0), List.of(10.0)).ratio())
                .isEqualTo(2);
    }

    @Test
    void aFigureOfTheOriginalIsFoundInItsLine() {
        String line = "section=burst casts=5000 rss_kb_before=100 rss_kb_then=350";
        assertThat(Original.value(line, "casts")).isEqualTo(5_000);
        assertThat(Original.value(line, "rss_kb_then-rss_kb_before")).isEqualTo(250);
    }
}
