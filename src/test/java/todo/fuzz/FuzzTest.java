package todo.fuzz;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every parser on what it takes, on what it once failed on, and on some thousand inputs made from these by chance.
class FuzzTest {
    private static final int INPUTS = 4_000;
    private static final byte[] ODD = {
        '"', '\\', '{', '}', '[', ']', ',', ':', '%', '/', ';', '=', '-', '0', '9', 'e', 0, -1
    };

    static List<Fuzz.Target> targets() {
        return Fuzz.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void whatComesFromOutsideIsReadOrRefused(Fuzz.Target target) {
        var inputs = target.inputs();
        inputs.forEach(input -> parse(target, input));
        var random = new Random(1);
        for (int i = 0; i < INPUTS; i++) {
            parse(target, spoilt(inputs.get(random.nextInt(inputs.size())), inputs, random));
        }
    }

    private static void parse(Fuzz.Target target, byte[] input) {
        try {
            target.parser().parse(input);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    target.name() + " in hexadecimal: " + HexFormat.of().formatHex(input), e);
        }
    }

    private static byte[] spoilt(byte[] input, List<byte[]> inputs, Random random) {
        byte[] spoilt = input;
        for (int i = random.nextInt(5); i >= 0 && spoilt.length > 0; i--) {
            int at = random.nextInt(spoilt.length);
            int to = at + random.nextInt(spoilt.length - at + 1);
            byte[] other = inputs.get(random.nextInt(inputs.size()));
            int from = random.nextInt(other.length);
            spoilt = switch (random.nextInt(4)) {
                case 0 -> joined(spoilt, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
                case 1 -> joined(spoilt, at, new byte[] {ODD[random.nextInt(ODD.length)]}, at);
                case 2 -> joined(spoilt, at, new byte[0], to);
                default ->
                    joined(
                            spoilt,
                            at,
                            Arrays.copyOfRange(other, from, from + random.nextInt(other.length - from + 1)),
                            at);
            };
        }
        return spoilt;
    }

    /// `bytes` up to `at`, then `between`, then `bytes` from `on` on.
    private static byte[] joined(byte[] bytes, int at, byte[] between, int on) {
        byte[] joined = new byte[at + between.length + bytes.length - on];
        System.arraycopy(bytes, 0, joined, 0, at);
        System.arraycopy(between, 0, joined, at, between.length);
        System.arraycopy(bytes, on, joined, at + between.length, bytes.length - on);
        return joined;
    }
}
