package todo.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import todo.store.Snapshot;

/// What reads backups.
public final class BackupParsers {
    private BackupParsers() {}

    /// The input as a file, and as what is said in a file whose sums are right.
    public static void backup(byte[] input) {
        try {
            read(input);
            var file = new ByteArrayOutputStream();
            var parts = new PartWriter(file);
            for (String line : new String(input, StandardCharsets.UTF_8).split("\n", -1)) {
                parts.line(line.getBytes(StandardCharsets.UTF_8));
            }
            parts.end();
            read(file.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(byte[] file) throws IOException {
        try {
            BackupFile.read(new ByteArrayInputStream(file), new BackupFile.Taker() {
                @Override
                public void begin(BackupFile.Header header) {
                    assertThat(header.tables()).isNotNull();
                }

                @Override
                public void take(Snapshot.Row row) {
                    assertThat(row.values()).isNotNull();
                }
            });
        } catch (BadBackup e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
