package todo.settings;

/// A value that a setting can't have. The message names both, and says what is allowed.
public final class WrongSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongSetting(String given, Setting setting) {
        super(given + " is wrong: it must be " + setting.allowed());
    }
}
