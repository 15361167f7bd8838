package todo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.apache.pekko.pki.pem.DERPrivateKeyLoader;
import org.apache.pekko.pki.pem.PEMDecoder;
import org.apache.pekko.pki.pem.PEMLoadingException;

/// The certificate in a node's folder, looked at before it is used: Pekko goes on without one that is of no use, and
/// nobody hears this node then.
public final class NodeCertificate {
    private static final byte[] SOMETHING = {1, 2, 3};

    private final Path authorityFile;
    private final Path file;
    private final Path keyFile;

    private NodeCertificate(Path folder) {
        this.authorityFile = folder.resolve("ca.crt");
        this.file = folder.resolve("node.crt");
        this.keyFile = folder.resolve("node.key");
    }

    /// @throws UncheckedIOException if the other nodes could not hear one with the files in `folder`
    public static void check(Path folder) {
        try {
            new NodeCertificate(folder).check();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private void check() throws IOException {
        var authorities = certificates(authorityFile);
        var certificate = certificates(file).getFirst();
        if (!belongs(key(), certificate.getPublicKey())) {
            throw new IOException("%s is not the key of %s; take both from one folder that ./todo certificates made"
                    .formatted(keyFile, file));
        }
        if (authorities.stream().noneMatch(authority -> signed(certificate, authority))) {
            throw new IOException(
                    "%s is not signed by the authority of %s; take both from one folder that ./todo certificates made"
                            .formatted(file, authorityFile));
        }
        checkTime(certificate);
    }

    private void checkTime(X509Certificate certificate) throws IOException {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw new IOException(
                    "%s has ended on %s; ./todo certificates makes it anew with --renew"
                            .formatted(file, certificate.getNotAfter().toInstant()),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "%s is good from %s on; look at the clock of this machine"
                            .formatted(file, certificate.getNotBefore().toInstant()),
                    e);
        }
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (GeneralSecurityException e) {
            throw new IOException("%s is no certificate: %s".formatted(file, e.getMessage()), e);
        }
        throw new IOException(file + " is no certificate: it is empty");
    }

    private PrivateKey key() throws IOException {
        try {
            return DERPrivateKeyLoader.load(PEMDecoder.decode(Files.readString(keyFile)));
        } catch (PEMLoadingException e) {
            throw new IOException("%s is no private key: %s".formatted(keyFile, e.getMessage()), e);
        } catch (IOException e) {
            throw unreadable(keyFile, e);
        }
    }

    private static IOException unreadable(Path file, IOException e) {
        String why = e instanceof NoSuchFileException ? "there is no such file" : e.toString();
        return new IOException(
                "can't read %s: %s; give --cluster-tls a folder that ./todo certificates made".formatted(file, why), e);
    }

    private static boolean belongs(PrivateKey key, PublicKey open) {
        try {
            String algorithm = "SHA256with" + (key.getAlgorithm().equals("EC") ? "ECDSA" : key.getAlgorithm());
            var signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(SOMETHING);
            byte[] signature = signing.sign();
            signing.initVerify(open);
            signing.update(SOMETHING);
            return signing.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static boolean signed(X509Certificate certificate, X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
