package todo.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
    @TempDir
    private Path folder;

    @Test
    void aNewFolderGetsATokenOfItsOwn(@TempDir Path other) throws IOException {
        var token = Token.of(folder);
        assertThat(token.fresh()).isTrue();
        assertThat(token.value()).hasSize(43).isNotEqualTo(Token.of(other).value());
    }

    @Test
    void aFolderWithoutATokenHasNoneToRead() {
        assertThatThrownBy(() -> Token.read(folder)).isInstanceOf(NoSuchFileException.class);
    }

    @Nested
    class OnceMade {
        private Token token;

        @BeforeEach
        void make() throws IOException {
            token = Token.of(folder);
        }

        @Test
        void itStaysTheSame() throws IOException {
            var again = Token.of(folder);
            assertThat(again.fresh()).isFalse();
            assertThat(again.value()).isEqualTo(token.value());
            assertThat(Token.read(folder)).isEqualTo(token.value());
        }

        @Test
        void nobodyElseCanReadIt() throws IOException {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("token"))))
                    .isEqualTo("rw-------");
            assertThat(folder).isDirectoryContaining("glob:**token").isDirectoryNotContaining("glob:**.new");
        }

        @Test
        void itOpensForItselfAlone() {
            assertThat(token.matches(token.value())).isTrue();
            assertThat(token.matches(token.value() + " ")).isFalse();
            assertThat(token.matches(token.value().substring(1))).isFalse();
            assertThat(token.matches("")).isFalse();
            assertThat(token.matches("é")).isFalse();
        }

        @Test
        void itIsInNobodysLog() {
            assertThat(token).asString().doesNotContain(token.value());
        }
    }

    @Test
    void whatACrashLeftIsNoToken() throws IOException {
        Files.writeString(folder.resolve("token.new"), "half");
        assertThat(Token.of(folder).fresh()).isTrue();
    }

    @Test
    void aFileThatAllCanReadIsRefusedWithWhatMendsIt() throws IOException {
        var file = folder.resolve("token");
        String value = Token.of(folder).value();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Token.of(folder))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("chmod 600 " + file)
                .hasMessageNotContaining(value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(Token.of(folder).value()).isEqualTo(value);
    }

    @Test
    void aTokenThatCanBeGuessedIsRefused() throws IOException {
        OwnFile.replace(folder.resolve("token"), "a-word-of-21-letters!".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Token.of(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at least 22 characters")
                .hasMessageNotContaining("a-word");
    }

    @Test
    void anEmptyFileIsRefusedByName() throws IOException {
        OwnFile.replace(folder.resolve("token"), "\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Token.of(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve("token").toString());
    }
}
