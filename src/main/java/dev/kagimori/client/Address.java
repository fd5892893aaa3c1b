package dev.kagimori.client;

import java.net.URI;
import java.util.Set;

/** Where the service is; over a network it is called with TLS, since each call has the key. */
final class Address {
  private static final Set<String> THIS_HOST = Set.of("localhost", "127.0.0.1", "[::1]");

  private Address() {}

  static void require(URI uri, boolean clearText) {
    var host = uri.getHost();
    boolean isHttp = "http".equals(uri.getScheme());
    if (host == null || !(isHttp || "https".equals(uri.getScheme())))
      throw new IllegalArgumentException(
          "接続先は https://ホスト名 の形にしてください / the address is to be like https://otp.example.jp");
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null)
      throw new IllegalArgumentException(
          "接続先にはホスト名とパスだけを指定してください / give host and path alone for an address");
    if (isHttp && !clearText && !THIS_HOST.contains(host))
      throw new IllegalArgumentException(
          "API キーを保護するため https を使ってください（暗号化済みの回線では ClientOptions.withClearText）"
              + " / use https, which keeps the API key secret; or withClearText where others do");
  }
}
