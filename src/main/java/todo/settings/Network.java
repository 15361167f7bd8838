package todo.settings;

import java.math.BigInteger;
import java.net.InetAddress;

/// The addresses that begin as one does (RFC 4632, RFC 4291), such as `10.0.0.0/8`; or that one alone.
///
/// @param bits how much of it they share
public record Network(InetAddress address, int bits) {
    /// @throws IllegalArgumentException if it is none
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int most = address.getAddress().length * 8;
        int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(text);
        }
        return new Network(address, bits);
    }

    public boolean has(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        return mine.length == theirs.length
                && new BigInteger(1, mine)
                        .xor(new BigInteger(1, theirs))
                        .shiftRight(mine.length * 8 - bits)
                        .equals(BigInteger.ZERO);
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + bits;
    }
}
