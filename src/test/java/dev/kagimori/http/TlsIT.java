package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;

  @Test
  void theNewerVersionsAreSpokenAndTheOldAreNot() throws Exception {
    var store = keyStore();
    var key = pem("PRIVATE KEY", store.getKey("test", PASSWORD).getEncoded());
    var certificate = pem("CERTIFICATE", store.getCertificate("test").getEncoded());
    try (var plain = new Frontend(Limits.DEFAULT)) {
      var listen = new Listen("127.0.0.1", 0, 1, Optional.of(new Listen.Tls(key, certificate)));
      var secure = HttpFrontend.start(plain.vertx, listen, Limits.DEFAULT, plain.parts());
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      for (var version : new String[] {"TLSv1.3", "TLSv1.2"})
        try (var socket = open(tls, secure.port(), version)) {
          socket
              .getOutputStream()
              .write("GET /docs HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          var status = new byte[12];
          assertEquals(12, socket.getInputStream().readNBytes(status, 0, 12));
          assertEquals(" 200", new String(status, 8, 4, StandardCharsets.US_ASCII));
        }
      assertThrows(SSLHandshakeException.class, () -> open(tls, secure.port(), "TLSv1.1").close());
      secure.stop();
    }
  }

  private static SSLSocket open(SSLContext tls, int port, String version) throws IOException {
    var socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setEnabledProtocols(new String[] {version});
    socket.startHandshake();
    return socket;
  }

  private KeyStore keyStore() throws Exception {
    var file = folder.resolve("test.p12");
    var made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertEquals(0, made.waitFor());
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  private Path pem(String name, byte[] der) throws IOException {
    var text =
        "-----BEGIN "
            + name
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END "
            + name
            + "-----\n";
    return Files.writeString(folder.resolve(name.replace(' ', '-') + ".pem"), text);
  }
}
