package todo.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import todo.json.BadRequest;

/// The path of a request, segment by segment (RFC 3986 §3.3).
///
/// Segments are parted before they are decoded, so that what is encoded in a name never moves a border.
final class RequestPath {
    private RequestPath() {}

    /// @param path as it was sent, without the query
    static List<String> segments(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            throw new BadRequest("the path must begin with a /");
        }
        List<String> segments = new ArrayList<>(7);
        int from = 1;
        while (from <= path.length()) {
            int next = path.indexOf('/', from);
            int to = next < 0 ? path.length() : next;
            segments.add(decode(path, from, to));
            from = to + 1;
        }
        return segments;
    }

    private static String decode(String path, int from, int to) {
        return decode("path", path, from, to, false);
    }

    /// What stands percent-encoded from `from` to `to` of a part of an address.
    ///
    /// @param part what that part is called
    /// @param form whether a + stands for a space
    static String decode(String part, String text, int from, int to, boolean form) {
        boolean encoded = false;
        for (int i = from; i < to; i++) {
            char here = text.charAt(i);
            if (here <= ' ' || here >= 0x7f) {
                throw new BadRequest("the " + part + " must be percent-encoded where it is not ASCII");
            }
            encoded |= here == '%' || form && here == '+';
        }
        return encoded ? unescape(part, text, from, to, form) : text.substring(from, to);
    }

    private static String unescape(String part, String text, int from, int to, boolean form) {
        byte[] bytes = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            char here = text.charAt(i);
            if (here != '%') {
                bytes[length++] = (byte) (form && here == '+' ? ' ' : here);
                continue;
            }
            int high = i + 3 <= to ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = i + 3 <= to ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                throw new BadRequest("a % in the " + part + " must be followed by two hexadecimal digits");
            }
            bytes[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequest("the " + part + " is not UTF-8 where it is percent-encoded", e);
        }
    }

    /// `segment` as one segment of a path.
    static String encode(String segment) {
        var encoded = new StringBuilder(segment.length() + 16);
        for (byte here : segment.getBytes(StandardCharsets.UTF_8)) {
            if (here >= 'a' && here <= 'z'
                    || here >= 'A' && here <= 'Z'
                    || here >= '0' && here <= '9'
                    || "-._~".indexOf(here) >= 0) {
                encoded.append((char) here);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(here >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(here & 15, 16)));
            }
        }
        return encoded.toString();
    }
}
