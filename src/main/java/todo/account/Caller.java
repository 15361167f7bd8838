package todo.account;

/// Who makes a request. The name is what each change records as its author.
public record Caller(String name) {
    /// The one who has the server's token.
    public static final Caller OWNER = new Caller("owner");
}
