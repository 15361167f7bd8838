package todo.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate by which clients know this server, from files that whoever renews it writes anew.
final class ServerCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final String NO_PASSWORD = "";

    private final Path certificate;
    private final Path key;
    private final SslContextFactory.Server tls = new SslContextFactory.Server();
    private List<FileTime> read;

    /// @throws IOException saying what is wrong with the files
    ServerCertificate(Path certificate, Path key) throws IOException {
        this.certificate = certificate;
        this.key = key;
        this.read = times();
        tls.setKeyStore(keyStore());
        tls.setKeyStorePassword(NO_PASSWORD);
        tls.setSniRequired(false);
    }

    SslContextFactory.Server tls() {
        return tls;
    }

    /// Takes the files again if they have changed. While one of them does not belong to the other yet, the certificate
    /// stays as it was.
    void look() {
        try {
            var now = times();
            if (now.equals(read)) {
                return;
            }
            read = now;
            var fresh = keyStore();
            tls.reload(factory -> factory.setKeyStore(fresh));
            LOG.info("took the new certificate in {}", certificate);
        } catch (Exception e) { // which is what reload throws
            LOG.warn("can't take the certificate again, and keep the one there was: {}", e.getMessage());
        }
    }

    private List<FileTime> times() throws IOException {
        return List.of(modified(certificate), modified(key));
    }

    private static FileTime modified(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("can't read " + file);
        }
        return Files.getLastModifiedTime(file);
    }

    private KeyStore keyStore() throws IOException {
        try (var in = Files.newInputStream(certificate)) {
            var chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw new IOException("there is no certificate in " + certificate);
            }
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("todo", privateKey(chain[0]), NO_PASSWORD.toCharArray(), chain);
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the key in %s and the certificate in %s are not to be used together: %s"
                            .formatted(key, certificate, e.getMessage()),
                    e);
        }
    }

    private PrivateKey privateKey(Certificate own) throws IOException, GeneralSecurityException {
        var pem = KEY.matcher(Files.readString(key, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new IOException(
                    "there is no PKCS #8 key in %s; \"openssl pkcs8 -topk8 -nocrypt -in %s\" makes one of another"
                            .formatted(key, key));
        }
        byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
        var read = KeyFactory.getInstance(own.getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(bytes));
        var signature = java.security.Signature.getInstance(
                switch (read.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> read.getAlgorithm();
                });
        signature.initSign(read);
        byte[] signed = signature.sign();
        signature.initVerify(own.getPublicKey());
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("they are of two pairs");
        }
        return read;
    }
}
