package todo.backup;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Reads the lines that a [PartWriter] wrote; nothing of a part is given before its sum is found right.
final class PartReader {
    private static final Pattern PART = Pattern.compile("part ([0-9]{1,9}) ([0-9]{1,9}) [0-9a-f]{64}");
    private static final int LONGEST_PART = 16 << 20; // a writer's parts are some two MiB at most
    private static final int LONGEST_MARK = 200;

    private final InputStream in;
    private final MessageDigest all = PartWriter.sha256();
    private byte[] part = new byte[0];
    private int at;
    private int parts;
    private boolean ended;

    PartReader(InputStream in) throws IOException {
        this.in = in;
        String first = mark();
        if (!first.equals(PartWriter.FIRST)) {
            throw new BadBackup(
                    first.startsWith("todo-backup ")
                            ? "it is of a format that this Todo does not know (" + first + "); use a newer one"
                            : "it is not a backup");
        }
        take(first);
    }

    /// The next line, or `null` at the end of a file that was found to be whole.
    byte @Nullable [] next() throws IOException {
        while (!ended) {
            byte[] line = line();
            if (line != null) {
                return line;
            }
            nextPart();
        }
        return null;
    }

    private void nextPart() throws IOException {
        String mark = mark();
        var form = PART.matcher(mark);
        if (!form.matches()) {
            end(mark);
            return;
        }
        int length = Integer.parseInt(form.group(2));
        if (length > LONGEST_PART) {
            throw damaged("part " + (parts + 1) + " has an impossible length");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw cutOff();
        }
        if (!PartWriter.partLine(++parts, length, bytes).equals(mark)) {
            throw damaged("part " + parts + " is not what was written");
        }
        take(mark);
        all.update(bytes);
        part = unpacked(bytes);
        at = 0;
    }

    private void end(String mark) throws IOException {
        if (!PartWriter.endLine(parts, all.digest()).equals(mark)) {
            throw damaged("behind part " + parts + " is not what was written");
        }
        if (in.read() >= 0) {
            throw damaged("there is something behind its end");
        }
        ended = true;
    }

    private void take(String mark) {
        all.update((mark + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /// One of the lines between the parts.
    private String mark() throws IOException {
        var mark = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw cutOff();
            }
            if (mark.length() == LONGEST_MARK) {
                throw parts == 0
                        ? new BadBackup("it is not a backup")
                        : damaged("there is no mark behind part " + parts);
            }
            mark.append((char) next);
        }
        return mark.toString();
    }

    private byte[] unpacked(byte[] bytes) throws IOException {
        try (var unpacking = new GZIPInputStream(new ByteArrayInputStream(bytes), 64 * 1024)) {
            byte[] unpacked = unpacking.readNBytes(LONGEST_PART);
            if (unpacked.length == LONGEST_PART
                    || unpacking.read() >= 0
                    || unpacked.length > 0 && unpacked[unpacked.length - 1] != '\n') {
                throw damaged("part " + parts + " does not end where a line ends");
            }
            return unpacked;
        } catch (ZipException | EOFException e) {
            throw new BadBackup("it is damaged: part " + parts + " can't be unpacked: " + e.getMessage(), e);
        }
    }

    private byte @Nullable [] line() {
        if (at == part.length) {
            return null;
        }
        int end = at;
        while (part[end] != '\n') {
            end++;
        }
        byte[] line = Arrays.copyOfRange(part, at, end);
        at = end + 1;
        return line;
    }

    private BadBackup cutOff() {
        return new BadBackup(parts == 0 ? "it is not a backup, or was cut off" : "it is cut off behind part " + parts);
    }

    private static BadBackup damaged(String what) {
        return new BadBackup("it is damaged: " + what);
    }
}
