package todo.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What was chosen.
///
/// @param db empty for the data folder
/// @param cluster empty for none
/// @param seeds more servers of the cluster, each as `cluster`
/// @param clusterTls empty for none
/// @param tlsCertificate empty for HTTP
/// @param tlsKey empty with it
/// @param publicUrl empty for the address that a client has used
/// @param workers 0 for as many as the folder has, 3 in a new one
/// @param keepHistory [Period#ZERO] for ever
/// @param backupEvery zero for never
public record Settings(
        Path data,
        String db,
        String cluster,
        List<String> seeds,
        String clusterTls,
        String host,
        int port,
        int workers,
        List<String> hostNames,
        String publicUrl,
        String tlsCertificate,
        String tlsKey,
        List<Network> trustedProxies,
        List<String> cors,
        Duration idle,
        Period keepHistory,
        Duration backupEvery,
        int backupKeep,
        Path backupFolder,
        ZoneId zone,
        LocalTime remindAt,
        boolean publicWebhooksOnly,
        boolean logRequests,
        boolean logJson) {
    /// What is read elsewhere: passwords of the database, by the launcher, and by the commands that ask a server.
    private static final Set<String> OTHER_VARIABLES =
            Set.of("TODO_DB_PASSWORD", "TODO_DB_PASSWORD_FILE", "TODO_JAVA_OPTS", "TODO_SERVER", "TODO_TOKEN");

    private static final int MOST_WORKERS = 64;
    private static final int MOST_BACKUPS = 10_000;
    private static final String NEVER = "never";
    private static final String ADDRESS = "[\\p{Alnum}._-]+:[0-9]{1,5}|\\[[0-9A-Fa-f:.]+\\]:[0-9]{1,5}";
    private static final String LOOPBACK = "(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]):[0-9]+";

    public Settings {
        seeds = List.copyOf(seeds);
        hostNames = List.copyOf(hostNames);
        trustedProxies = List.copyOf(trustedProxies);
        cors = List.copyOf(cors);
    }

    /// Reads the settings from the options and the environment; what is in neither has its default.
    ///
    /// @throws WrongSetting if a value can't be had
    public static Settings read(Map<Setting, List<String>> options, Map<String, String> environment) {
        var given = new Given(options, environment);
        var data = given.one(Setting.DATA, Settings::folder);
        String db = given.one(Setting.DB, Settings::database);
        String tls = given.one(Setting.CLUSTER_TLS, text -> text);
        return new Settings(
                data,
                db,
                given.one(Setting.CLUSTER, text -> cluster(text, !db.isEmpty(), !tls.isEmpty())),
                given.all(Setting.SEED, like(ADDRESS)),
                tls,
                given.one(Setting.HOST, like("[\\p{Alnum}.:%_-]+")),
                given.one(Setting.PORT, text -> number(text, 65_535)),
                given.one(Setting.WORKERS, text -> number(text, MOST_WORKERS)),
                given.all(Setting.HOST_NAME, like("[\\p{Alnum}]([\\p{Alnum}.-]*\\p{Alnum})?")),
                given.one(Setting.PUBLIC_URL, Settings::publicUrl),
                given.one(
                        Setting.TLS_CERTIFICATE,
                        text -> together(text, Setting.TLS_CERTIFICATE, Setting.TLS_KEY, given)),
                given.one(Setting.TLS_KEY, text -> together(text, Setting.TLS_KEY, Setting.TLS_CERTIFICATE, given)),
                given.all(Setting.TRUSTED_PROXY, Network::parse),
                given.all(Setting.CORS, like("https?://[^/\\s?#@,]+")),
                given.one(Setting.IDLE, Durations::parse),
                given.one(Setting.KEEP_HISTORY, Periods::parse),
                given.one(Setting.BACKUP_EVERY, text -> text.equals(NEVER) ? Duration.ZERO : Durations.parse(text)),
                given.one(Setting.BACKUP_KEEP, Settings::backups),
                given.one(Setting.BACKUP_FOLDER, text -> text.isEmpty() ? data.resolve("backups") : folder(text)),
                given.one(Setting.ZONE, Settings::zone),
                given.one(Setting.REMIND_AT, Settings::time),
                given.one(Setting.PUBLIC_WEBHOOKS_ONLY, Settings::truth),
                given.one(Setting.LOG_REQUESTS, Settings::truth),
                given.one(Setting.LOG_JSON, Settings::truth));
    }

    /// The variables of `environment` that look like settings and are none, which may have been meant as one.
    public static List<String> unknown(Map<String, String> environment) {
        var known = new HashSet<>(OTHER_VARIABLES);
        for (var setting : Setting.values()) {
            known.add(setting.variable());
        }
        return environment.keySet().stream()
                .filter(name -> name.startsWith("TODO_") && !known.contains(name))
                .sorted()
                .toList();
    }

    /// The value of `setting` as one would give it; empty for none.
    public String text(Setting setting) {
        return switch (setting) {
            case DATA -> data.toString();
            case DB -> db;
            case CLUSTER -> cluster;
            case SEED -> String.join(",", seeds);
            case CLUSTER_TLS -> clusterTls;
            case HOST -> host;
            case PORT -> Integer.toString(port);
            case WORKERS -> Integer.toString(workers);
            case HOST_NAME -> String.join(",", hostNames);
            case PUBLIC_URL -> publicUrl;
            case TLS_CERTIFICATE -> tlsCertificate;
            case TLS_KEY -> tlsKey;
            case TRUSTED_PROXY -> trustedProxies.stream().map(Network::toString).collect(Collectors.joining(","));
            case CORS -> String.join(",", cors);
            case IDLE -> Durations.format(idle);
            case KEEP_HISTORY -> Periods.format(keepHistory);
            case BACKUP_EVERY -> backupEvery.isZero() ? NEVER : Durations.format(backupEvery);
            case BACKUP_KEEP -> Integer.toString(backupKeep);
            case BACKUP_FOLDER -> backupFolder.toString();
            case ZONE -> zone.getId();
            case REMIND_AT -> remindAt.toString();
            case PUBLIC_WEBHOOKS_ONLY -> Boolean.toString(publicWebhooksOnly);
            case LOG_REQUESTS -> Boolean.toString(logRequests);
            case LOG_JSON -> Boolean.toString(logJson);
        };
    }

    private static Function<String, String> like(String pattern) {
        return text -> {
            if (!text.matches(pattern)) {
                throw new IllegalArgumentException(text);
            }
            return text;
        };
    }

    private static Path folder(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("blank");
        }
        return Path.of(text);
    }

    /// A password in it would be seen by all who see the command line, the settings or a log; so it is not even told
    /// back.
    private static String database(String text) {
        if (text.toLowerCase(Locale.ROOT).matches("(?s).*[?&](ssl)?password=.*|[^?]*//[^/?@]*:[^/?]*@.*")) {
            throw WrongSetting.password(Setting.DB);
        }
        if (!text.isEmpty() && !text.matches("jdbc:postgresql:(//[^/\\s@]+/)?[^/\\s@]*")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    /// What servers say to each other is open to all who can hear it, unless it is enciphered.
    private static String cluster(String text, boolean db, boolean tls) {
        if (!text.isEmpty() && !text.matches(ADDRESS)) {
            throw new IllegalArgumentException(text);
        }
        if (!text.isEmpty() && !db) {
            throw WrongSetting.needs(Setting.CLUSTER, Setting.DB);
        }
        if (!text.isEmpty() && !tls && !text.matches(LOOPBACK)) {
            throw WrongSetting.needs(Setting.CLUSTER, Setting.CLUSTER_TLS);
        }
        return text;
    }

    private static String together(String text, Setting one, Setting other, Given given) {
        if (!text.isEmpty() && given.values(other).isEmpty()) {
            throw WrongSetting.needs(one, other);
        }
        return text;
    }

    private static String publicUrl(String text) {
        if (!text.isEmpty()
                && (!text.matches("https?://[^/\\s?#@]+/?") || URI.create(text).getHost() == null)) {
            throw new IllegalArgumentException(text);
        }
        return text.replaceFirst("/$", "");
    }

    private static int number(String text, int most) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(text);
        }
        return Integer.parseInt(text);
    }

    private static int backups(String text) {
        int number = number(text, MOST_BACKUPS);
        if (number < 1) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static ZoneId zone(String text) {
        try {
            return text.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static LocalTime time(String text) {
        if (!text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
            throw new IllegalArgumentException(text);
        }
        return LocalTime.parse(text);
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private record Given(Map<Setting, List<String>> options, Map<String, String> environment) {
        <T> T one(Setting setting, Function<String, T> reading) {
            List<String> values = values(setting);
            return read(setting, values.isEmpty() ? setting.standard() : values.getLast(), reading);
        }

        <T> List<T> all(Setting setting, Function<String, T> reading) {
            return values(setting).stream()
                    .map(value -> read(setting, value, reading))
                    .toList();
        }

        /// An empty variable is as good as none.
        private List<String> values(Setting setting) {
            List<String> given = options.getOrDefault(setting, List.of());
            String variable = environment.getOrDefault(setting.variable(), "");
            if (!given.isEmpty() || variable.isEmpty()) {
                return given;
            }
            return setting.repeatable() ? List.of(variable.split(",", -1)) : List.of(variable);
        }

        private <T> T read(Setting setting, String text, Function<String, T> reading) {
            try {
                return reading.apply(text);
            } catch (IllegalArgumentException e) {
                boolean option = !options.getOrDefault(setting, List.of()).isEmpty();
                var wrong = new WrongSetting(
                        (option ? "--" + setting.option() + " " : setting.variable() + "=") + text, setting);
                wrong.initCause(e);
                throw wrong;
            }
        }
    }
}
