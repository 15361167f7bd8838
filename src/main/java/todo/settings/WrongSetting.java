package todo.settings;

/// A value that a setting can't have. The message names both, and says what is allowed.
public final class WrongSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    private WrongSetting(String message) {
        super(message);
    }

    WrongSetting(String given, Setting setting) {
        this(given + " is wrong: it must be " + setting.allowed());
    }

    /// `setting` is of no use without `other`.
    static WrongSetting needs(Setting setting, Setting other) {
        return new WrongSetting("--%s (%s) needs --%s (%s): %s"
                .formatted(setting.option(), setting.variable(), other.option(), other.variable(), other.help()));
    }

    /// What was given has a password in it, and is not repeated.
    static WrongSetting password(Setting setting) {
        return new WrongSetting(
                "--%s (%s) must not have a password in it, which others could see; give it as TODO_DB_PASSWORD, in the file that TODO_DB_PASSWORD_FILE names, or in .pgpass (PGPASSFILE)"
                        .formatted(setting.option(), setting.variable()));
    }
}
