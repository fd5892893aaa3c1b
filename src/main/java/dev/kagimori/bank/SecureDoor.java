package dev.kagimori.bank;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509TrustManager;

/**
 * A second port, with TLS, where browsers are asked for a client certificate (D2).
 *
 * @param host by which browsers reach it
 * @param port 0: any
 * @param identity key and certificate of the server
 * @param issuers whose certificates a browser should offer
 */
public record SecureDoor(
    String host, int port, KeyCertOptions identity, List<X509Certificate> issuers) {
  HttpServerOptions options() {
    return new HttpServerOptions()
        .setPort(port)
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(identity)
        .setClientAuth(ClientAuth.REQUEST)
        .setTrustOptions(TrustOptions.wrap(new Anybody(issuers)));
  }

  /**
   * Lets every certificate in: TLS proves that the browser has its key, and the login asks whether
   * it is the customer's, and in force. A page can tell what is wrong; a handshake can't.
   */
  private record Anybody(List<X509Certificate> issuers) implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException("this is no client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return issuers.toArray(X509Certificate[]::new);
    }
  }
}
