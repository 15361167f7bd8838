package todo.settings;

import java.util.Locale;

/// What can be set: the one table of names, defaults, units, ranges and help.
///
/// Each is given as the option `--name VALUE` or in the environment as `TODO_NAME`; the option wins.
public enum Setting {
    DATA("todo-data", "a folder", "where everything is kept; made if it is not there"),
    DB(
            "",
            "an address such as jdbc:postgresql://localhost/todo?user=todo, without a password",
            "the PostgreSQL database for the lists; else they are in the data folder"),
    CLUSTER(
            "",
            "a host and a port such as 10.0.0.7:7171, with db, and with cluster-tls unless the host is this machine alone",
            "where the other servers of a cluster reach this one; else it has its database alone"),
    SEED(
            "",
            "a host and a port such as todo-0.example.org:7171",
            "one more server of the cluster to join, beside those the database knows of; can be repeated"),
    CLUSTER_TLS(
            "",
            "a folder with ca.crt, node.crt and node.key, as ./todo certificates makes it",
            "the certificates by which the servers of a cluster know each other"),
    HOST("127.0.0.1", "a name or an address", "where the server listens; 0.0.0.0 for the whole network"),
    PORT("7070", "a number from 0 to 65535", "the port it listens on; 0 for any that is free"),
    WORKERS(
            "0",
            "a number from 0 to 64",
            "how many files and writers a new folder gets; 0 for 3, or as the folder has; with db, how many connections write, and read"),
    HOST_NAME("", "a name such as todo.example.org", "one more name the server is known by; can be repeated"),
    PUBLIC_URL(
            "",
            "an address such as https://todo.example.org, without a path",
            "how people reach the server through a proxy, as in the addresses it gives; its name is known too"),
    TLS_CERTIFICATE(
            "",
            "a PEM file, with tls-key",
            "the server's certificate and those above it, for HTTPS; read again when it changes"),
    TLS_KEY("", "a PEM file, with tls-certificate", "the key of that certificate, in PKCS #8"),
    TRUSTED_PROXY(
            "",
            "an address or a network such as 10.0.0.7 or 10.0.0.0/8",
            "a proxy that says whom it asks for, and may open any number of connections; can be repeated"),
    CORS("", "an origin such as https://example.org", "a web page that may use the server; can be repeated"),
    IDLE("10m", "a time such as 30s, 10m, 2h or 1d", "how long a list must be unused to be let go from memory"),
    KEEP_HISTORY(
            "forever",
            "forever, or a time of at least 30 days such as 90d, 18m or 5y",
            "how long changes are kept; entries stay"),
    BACKUP_EVERY("never", "never, or a time such as 30m, 1h or 1d", "how often the server makes a backup by itself"),
    BACKUP_KEEP("24", "a number from 1 to 10000", "how many of those backups are kept"),
    BACKUP_FOLDER("", "a folder", "where they are kept, best on another disk; else in backups in the data folder"),
    ZONE(
            "",
            "a zone such as Europe/Berlin",
            "the server's time zone, for what is overdue, repeats, typed lines and reminders where the client names none; else the machine's"),
    REMIND_AT("09:00", "a time such as 09:00", "when people are reminded of what is due on a day, at no time"),
    PUBLIC_WEBHOOKS_ONLY(
            "false",
            "true or false",
            "send reminders only to addresses on the internet, to none on this machine or in its network"),
    LOG_REQUESTS("false", "true or false", "log each request, with who sent it and what became of it"),
    LOG_JSON("false", "true or false", "write the log as JSON, one object a line");

    private final String standard;
    private final String allowed;
    private final String help;

    Setting(String standard, String allowed, String help) {
        this.standard = standard;
        this.allowed = allowed;
        this.help = help;
    }

    /// The option's name, without the dashes.
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The name of the variable in the environment.
    public String variable() {
        return "TODO_" + name();
    }

    /// The value if none is given; empty for none.
    public String standard() {
        return standard;
    }

    /// What a value must be: the unit and the range.
    public String allowed() {
        return allowed;
    }

    public String help() {
        return help;
    }

    /// Whether more than one value can be given.
    public boolean repeatable() {
        return this == HOST_NAME || this == TRUSTED_PROXY || this == CORS || this == SEED;
    }

    /// Whether the option alone, without a value, means `true`.
    public boolean flag() {
        return this == LOG_JSON || this == LOG_REQUESTS || this == PUBLIC_WEBHOOKS_ONLY;
    }
}
