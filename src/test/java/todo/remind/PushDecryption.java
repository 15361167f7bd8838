package todo.remind;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// What a browser does with a push message (RFC 8291, RFC 8188): written from the RFCs, for nothing but tests.
final class PushDecryption {
    private final ECPrivateKey secret;
    private final byte[] point;
    private final byte[] auth;

    /// @param secret its private key
    /// @param point its public key, uncompressed
    private PushDecryption(ECPrivateKey secret, byte[] point, byte[] auth) {
        this.secret = secret;
        this.point = point;
        this.auth = auth;
    }

    /// The browser of RFC 8291 §5 and appendix A.
    static PushDecryption ofTheRfc() throws GeneralSecurityException {
        return new PushDecryption(
                (ECPrivateKey) KeyFactory.getInstance("EC")
                        .generatePrivate(new ECPrivateKeySpec(
                                new BigInteger(1, decoded("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")), curve())),
                decoded("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
                decoded("BTBZMqHH6r4Tts7J_aSIgg"));
    }

    static byte[] decoded(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    String key() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(point);
    }

    String authText() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(auth);
    }

    private static ECParameterSpec curve() throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    static ECPublicKey publicKey(byte[] point) throws GeneralSecurityException {
        var where = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(where, curve()));
    }

    String decrypt(byte[] body) throws GeneralSecurityException {
        var in = ByteBuffer.wrap(body);
        byte[] salt = new byte[16];
        in.get(salt);
        int recordSize = in.getInt();
        byte[] sender = new byte[in.get()];
        in.get(sender);
        byte[] record = new byte[in.remaining()];
        in.get(record);
        if (record.length > recordSize) {
            throw new GeneralSecurityException("a push message is one record");
        }
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(secret);
        agreement.doPhase(publicKey(sender), true);
        byte[] info = joined("WebPush: info\0".getBytes(StandardCharsets.US_ASCII), point, sender, new byte[] {1});
        byte[] material = hmac(hmac(auth, agreement.generateSecret()), info);
        byte[] random = hmac(salt, material);
        byte[] key = Arrays.copyOf(hmac(random, label("Content-Encoding: aes128gcm")), 16);
        byte[] nonce = Arrays.copyOf(hmac(random, label("Content-Encoding: nonce")), 12);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        byte[] padded = cipher.doFinal(record);
        int end = padded.length - 1;
        while (padded[end] == 0) {
            end--;
        }
        if (padded[end] != 2) {
            throw new GeneralSecurityException("the last record ends with 2");
        }
        return new String(padded, 0, end, StandardCharsets.UTF_8);
    }

    private static byte[] label(String name) {
        return joined(name.getBytes(StandardCharsets.US_ASCII), new byte[] {0, 1});
    }

    private static byte[] joined(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var all = ByteBuffer.allocate(length);
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }
}
