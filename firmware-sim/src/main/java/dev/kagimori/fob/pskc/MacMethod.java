package dev.kagimori.fob.pskc;

/** How an encrypted seed is authenticated (RFC 6030 §6.1.1). */
public enum MacMethod {
  SHA1("HmacSHA1", "http://www.w3.org/2000/09/xmldsig#hmac-sha1", 20),
  SHA256("HmacSHA256", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", 32);

  final String jca;
  final String uri;
  final int keyBytes;

  MacMethod(String jca, String uri, int keyBytes) {
    this.jca = jca;
    this.uri = uri;
    this.keyBytes = keyBytes;
  }
}
