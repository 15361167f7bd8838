package todo.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.UnaryOperator;

/// The secret that opens the server: 256 random bits, kept in a file that only its owner can read.
public final class Token {
    private static final String FILE = "token";
    private static final int LEAST = 22; // of 64 different ones

    private final String value;
    private final boolean fresh;

    private Token(String value, boolean fresh) {
        this.value = value;
        this.fresh = fresh;
    }

    /// The token of a data folder; it is made if there is none yet.
    public static Token of(Path folder) throws IOException {
        return of(folder, UnaryOperator.identity());
    }

    /// The token of a data folder where several servers must have the same.
    ///
    /// @param agreed gives what they all have, if this one proposes what it is given
    public static Token of(Path folder, UnaryOperator<String> agreed) throws IOException {
        var file = folder.resolve(FILE);
        boolean known = Files.exists(file);
        String mine = known ? read(folder) : random();
        String value = agreed.apply(mine);
        if (!known || !value.equals(mine)) {
            OwnFile.replace(file, (value + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return new Token(value, !known && value.equals(mine));
    }

    private static String random() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /// The token of a data folder that has one.
    public static String read(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        if (OwnFile.isReadableByAll(file)) {
            throw new IOException(file + " can be read by all users of this machine, so it may be known; delete it, and"
                    + " the server makes a new one, or keep it from them: chmod 600 " + file);
        }
        String value = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        if (value.length() < LEAST || !canBe(value)) {
            throw new IOException(file + " holds no token of at least " + LEAST
                    + " characters, which can have 128 bits; delete it, and the server makes a new one");
        }
        return value;
    }

    /// Whether `text` can be a token, and go into the header of a request: it is one word of printable ASCII.
    public static boolean canBe(String text) {
        return text.matches("[!-~]+");
    }

    /// Whether `candidate` is the token; takes as long for a wrong one as for the right one.
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(
                candidate.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    /// Whether it was made just now.
    public boolean fresh() {
        return fresh;
    }

    /// The secret itself: for the one who starts the server, and for nobody's log.
    public String value() {
        return value;
    }

    @Override
    public String toString() {
        return "Token[…]";
    }
}
