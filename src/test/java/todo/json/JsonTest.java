package todo.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.json.EntryJsonTest.utf8;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static boolean skip(JsonReader json) {
        json.skip();
        return true;
    }

    private static void assertRefused(byte[] text, String message) {
        assertThatThrownBy(() -> Json.read(text, JsonTest::skip))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2} | Duplicate",
                "{} {} | there is more after the end of the JSON (line 1, column",
                "{}x | not JSON",
                "{\"a\":1 | not JSON",
                "[1,] | not JSON",
                "{a:1} | not JSON",
                "`` | the body is empty",
                "// x | not JSON"
            })
    void whatIsNotOneJsonTextIsRefused(String text, String message) {
        assertRefused(utf8(text), message);
    }

    @Test
    void nestingHasABound() {
        assertThat(Json.read(utf8("[".repeat(20) + "]".repeat(20)), JsonTest::skip))
                .isTrue();
        assertRefused(utf8("[".repeat(21) + "]".repeat(21)), "not JSON");
        assertRefused(utf8("[".repeat(1_000_000)), "not JSON");
    }

    @Test
    void numbersHaveABound() {
        assertRefused(utf8("[" + "9".repeat(101) + "]"), "not JSON");
        assertThat(Json.read(utf8("1e400"), JsonReader::number)).isInfinite();
        assertThat(Json.read(utf8("1e9999999999"), JsonReader::number)).isInfinite();
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "1e19", "1e999999999", "1e9999999999", "1e-9999999999", "-1e19"})
    void aWholeNumberThatIsTooLargeIsRefused(String number) {
        assertThatThrownBy(() -> Json.read(utf8(number), JsonReader::wholeNumber))
                .isInstanceOf(BadRequest.class)
                .hasMessage("the body must be a whole number below 2^63");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xff, '"'}, JsonReader::string))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("UTF-8");
    }

    @Property(tries = 5_000)
    void whateverComesIsReadOrRefused(@ForAll long seed) {
        var random = new Random(seed);
        byte[] text = EntryJson.write(EntryJsonTest.entry(random));
        for (int i = random.nextInt(4); i >= 0; i--) {
            text[random.nextInt(text.length)] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "{}[]\",:\\u0dn1e".charAt(random.nextInt(14));
        }
        try {
            assertThat(Json.read(text, EntryJson::read)).isNotNull();
        } catch (BadRequest e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
