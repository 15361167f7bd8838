package todo.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Writes lines into the parts that a backup is made of.
///
/// The file is `todo-backup 1`, then parts, then `end PARTS SHA-256`, each of these a line; a part is the line
/// `part NUMBER LENGTH SHA-256` and LENGTH bytes of gzip, whole lines in it. The last sum is of all bytes before
/// it: so there is no byte that could change unnoticed, and no shorter file that looks whole.
final class PartWriter {
    static final String FIRST = "todo-backup 1";
    private static final int PART = 1 << 20;

    private final OutputStream out;
    private final MessageDigest all = sha256();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream(PART / 4);
    private GZIPOutputStream zip;
    private int length;
    private int parts;

    PartWriter(OutputStream out) throws IOException {
        this.out = out;
        this.zip = zip();
        write((FIRST + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String partLine(int number, int length, byte[] bytes) {
        return "part " + number + " " + length + " " + HexFormat.of().formatHex(sha256().digest(bytes));
    }

    static String endLine(int parts, byte[] sum) {
        return "end " + parts + " " + HexFormat.of().formatHex(sum);
    }

    private GZIPOutputStream zip() throws IOException {
        return new GZIPOutputStream(part, 16 * 1024) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        };
    }

    /// @param line without a line feed in it
    void line(byte[] line) throws IOException {
        zip.write(line);
        zip.write('\n');
        length += line.length + 1;
        if (length >= PART) {
            endPart();
            zip = zip();
        }
    }

    private void endPart() throws IOException {
        zip.close();
        byte[] bytes = part.toByteArray();
        write((partLine(++parts, bytes.length, bytes) + "\n").getBytes(StandardCharsets.US_ASCII));
        write(bytes);
        part.reset();
        length = 0;
    }

    /// Writes what makes the file whole.
    void end() throws IOException {
        endPart();
        out.write((endLine(parts, all.digest()) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void write(byte[] bytes) throws IOException {
        all.update(bytes);
        out.write(bytes);
    }
}
