package todo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static Settings given(Setting setting, String... values) {
        return Settings.read(Map.of(setting, List.of(values)), Map.of());
    }

    @Test
    void whatLooksLikeASettingAndIsNoneIsNamed() {
        assertThat(Settings.unknown(Map.of(
                        "TODO_BACKUP_DIR", "x", "TODO_PORT", "1", "TODO_TOKEN", "y", "TODO_A", "", "PATH", "/bin")))
                .containsExactly("TODO_A", "TODO_BACKUP_DIR");
    }

    @Test
    void whatIsNotGivenIsAsItComes() {
        assertThat(Settings.read(Map.of(), Map.of()))
                .isEqualTo(new Settings(
                        Path.of("todo-data"),
                        "",
                        "",
                        List.of(),
                        "",
                        "127.0.0.1",
                        7070,
                        0,
                        List.of(),
                        "",
                        "",
                        "",
                        List.of(),
                        List.of(),
                        Duration.ofMinutes(10),
                        Period.ZERO,
                        Duration.ZERO,
                        24,
                        Path.of("todo-data", "backups"),
                        ZoneId.systemDefault(),
                        LocalTime.of(9, 0),
                        false,
                        false,
                        false));
    }

    @Test
    void whatIsInTheEnvironmentIsTaken() {
        var environment = Map.of(
                "TODO_PORT", "80", "TODO_HOST_NAME", "a.example,b.example", "TODO_LOG_JSON", "true", "TODO_IDLE", "");
        var settings = Settings.read(Map.of(), environment);
        assertThat(settings.port()).isEqualTo(80);
        assertThat(settings.hostNames()).containsExactly("a.example", "b.example");
        assertThat(settings.logJson()).isTrue();
        assertThat(settings.idle()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/todo?user=ann&password=geheim",
                "jdbc:postgresql://localhost/todo?PASSWORD=geheim",
                "jdbc:postgresql://localhost/todo?sslpassword=geheim",
                "jdbc:postgresql://ann:geheim@localhost/todo",
                "postgres://ann:geheim@localhost/todo"
            })
    void aPasswordInAnAddressIsRefusedAndNotRepeated(String address) {
        assertThatThrownBy(() -> given(Setting.DB, address))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("TODO_DB_PASSWORD")
                .hasMessageContaining("TODO_DB_PASSWORD_FILE")
                .hasMessageContaining(".pgpass")
                .hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"postgres://todo@localhost/todo", "jdbc:postgresql://todo@localhost/todo", "jdbc:postgresql:a@b"
            })
    void aUserInAnAddressIsNoPassword(String address) {
        assertThatThrownBy(() -> given(Setting.DB, address))
                .isInstanceOf(WrongSetting.class)
                .hasMessage(
                        "--db %s is wrong: it must be an address such as jdbc:postgresql://localhost/todo?user=todo, without a password",
                        address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jdbc:postgresql:todo",
                "jdbc:postgresql://localhost/todo?user=ann",
                "jdbc:postgresql://a.example:5432,b.example/todo?user=ann&sslmode=verify-full"
            })
    void anAddressOfADatabaseIsTaken(String address) {
        assertThat(given(Setting.DB, address).db()).isEqualTo(address);
    }

    @Test
    void whatIsNoAddressOfAPostgresqlDatabaseIsRefused() {
        assertThatThrownBy(() -> given(Setting.DB, "jdbc:mysql://localhost/todo"))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("jdbc:postgresql://");
    }

    @Test
    void anOptionWinsOverTheEnvironment() {
        var settings = Settings.read(Map.of(Setting.PORT, List.of("1")), Map.of("TODO_PORT", "not a number"));
        assertThat(settings.port()).isEqualTo(1);
    }

    @Test
    void someCanBeGivenMoreThanOnce() {
        assertThat(given(Setting.CORS, "https://a.example", "http://b.example:8080")
                        .cors())
                .containsExactly("https://a.example", "http://b.example:8080");
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, 65536, a number from 0 to 65535",
        "PORT, -1, a number from 0 to 65535",
        "PORT, 7O70, a number from 0 to 65535",
        "WORKERS, 65, a number from 0 to 64",
        "IDLE, 10, 'a time such as 30s, 10m, 2h or 1d'",
        "IDLE, 0s, 'a time such as 30s, 10m, 2h or 1d'",
        "KEEP_HISTORY, 29d, 'forever, or a time of at least 30 days such as 90d, 18m or 5y'",
        "KEEP_HISTORY, 5, 'forever, or a time of at least 30 days such as 90d, 18m or 5y'",
        "KEEP_HISTORY, P-1Y, 'forever, or a time of at least 30 days such as 90d, 18m or 5y'",
        "BACKUP_EVERY, 0s, 'never, or a time such as 30m, 1h or 1d'",
        "BACKUP_KEEP, 0, a number from 1 to 10000",
        "BACKUP_FOLDER, ' ', a folder",
        "LOG_JSON, yes, true or false",
        "PUBLIC_WEBHOOKS_ONLY, yes, true or false",
        "LOG_REQUESTS, yes, true or false",
        "HOST, 'a b', a name or an address",
        "HOST_NAME, http://a.example, a name such as todo.example.org",
        "PUBLIC_URL, todo.example.org, 'an address such as https://todo.example.org, without a path'",
        "PUBLIC_URL, https://todo.example.org/todo, 'an address such as https://todo.example.org, without a path'",
        "PUBLIC_URL, https://a@todo.example.org, 'an address such as https://todo.example.org, without a path'",
        "PUBLIC_URL, https://a..b, 'an address such as https://todo.example.org, without a path'",
        "TRUSTED_PROXY, proxy.example, an address or a network such as 10.0.0.7 or 10.0.0.0/8",
        "TRUSTED_PROXY, 10.0.0.0/33, an address or a network such as 10.0.0.7 or 10.0.0.0/8",
        "TRUSTED_PROXY, 10.0.0.0/x, an address or a network such as 10.0.0.7 or 10.0.0.0/8",
        "CORS, a.example, an origin such as https://example.org",
        "CORS, https://a.example/path, an origin such as https://example.org",
        "DATA, ' ', a folder",
    })
    void aWrongValueIsRefusedWithWhatIsAllowed(Setting setting, String value, String allowed) {
        assertThatThrownBy(() -> given(setting, value))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("--" + setting.option() + " " + value + " is wrong: it must be " + allowed);
        assertThatThrownBy(() -> Settings.read(Map.of(), Map.of(setting.variable(), value)))
                .isInstanceOf(WrongSetting.class)
                .hasMessage(setting.variable() + "=" + value + " is wrong: it must be " + allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "https://todo.example.org/, https://todo.example.org",
        "https://todo.example.org:8443, https://todo.example.org:8443",
        "http://10.0.0.7, http://10.0.0.7",
        "'https://[::1]:7070', 'https://[::1]:7070'"
    })
    void howPeopleReachItIsAnAddressWithoutAPath(String given, String meant) {
        assertThat(given(Setting.PUBLIC_URL, given).publicUrl()).isEqualTo(meant);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsShownCanBeGivenBack(Setting setting) {
        var settings = Settings.read(
                Map.of(),
                Map.of(
                        "TODO_CORS",
                        "https://a.example",
                        "TODO_HOST_NAME",
                        "b.example",
                        "TODO_SEED",
                        "b.example:7171",
                        "TODO_TRUSTED_PROXY",
                        "10.0.0.0/8"));
        assertThat(given(setting, settings.text(setting)).text(setting)).isEqualTo(settings.text(setting));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.7, 10.0.0.7, true",
        "10.0.0.7, 10.0.0.6, false",
        "0.0.0.0/0, 192.0.2.1, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe80::1, false",
        "::ffff:10.0.0.0/8, 10.0.0.1, true"
    })
    void aNetworkHasTheAddressesThatBeginAsIt(String network, String address, boolean has) {
        var proxies = given(Setting.TRUSTED_PROXY, network).trustedProxies();
        assertThat(proxies.getFirst().has(InetAddress.ofLiteral(address))).isEqualTo(has);
    }

    @ParameterizedTest
    @CsvSource({"90d, P90D, 90d", "6w, P42D, 42d", "18m, P18M, 18m", "5y, P5Y, 5y", "P1Y6M, P1Y6M, P1Y6M"})
    void historyIsKeptForDaysWeeksMonthsOrYears(String given, Period meant, String shown) {
        var settings = given(Setting.KEEP_HISTORY, given);
        assertThat(settings.keepHistory()).isEqualTo(meant);
        assertThat(settings.text(Setting.KEEP_HISTORY)).isEqualTo(shown);
    }

    @Property
    void aTimeIsShownAsOneWouldGiveIt(@ForAll @IntRange(min = 1, max = 10_000_000) int seconds) {
        var duration = Duration.ofSeconds(seconds);
        assertThat(Durations.format(duration)).matches("[0-9]+[smhd]");
        if (seconds < 1_000_000) {
            assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
        }
    }
}
