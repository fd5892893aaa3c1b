package dev.kagimori.stock.seedfile;

import org.jspecify.annotations.Nullable;

/** The ciphers of encrypted values and keys (RFC 6030 §6; XML Encryption 1.0 and 1.1). */
enum PskcCipher {
  AES_128_CBC("http://www.w3.org/2001/04/xmlenc#aes128-cbc", Kind.CBC, 16),
  AES_192_CBC("http://www.w3.org/2001/04/xmlenc#aes192-cbc", Kind.CBC, 24),
  AES_256_CBC("http://www.w3.org/2001/04/xmlenc#aes256-cbc", Kind.CBC, 32),
  TRIPLE_DES_CBC("http://www.w3.org/2001/04/xmlenc#tripledes-cbc", Kind.CBC, 24),
  AES_128_GCM("http://www.w3.org/2009/xmlenc11#aes128-gcm", Kind.GCM, 16),
  AES_192_GCM("http://www.w3.org/2009/xmlenc11#aes192-gcm", Kind.GCM, 24),
  AES_256_GCM("http://www.w3.org/2009/xmlenc11#aes256-gcm", Kind.GCM, 32),
  AES_128_WRAP("http://www.w3.org/2001/04/xmlenc#kw-aes128", Kind.WRAP, 16),
  AES_192_WRAP("http://www.w3.org/2001/04/xmlenc#kw-aes192", Kind.WRAP, 24),
  AES_256_WRAP("http://www.w3.org/2001/04/xmlenc#kw-aes256", Kind.WRAP, 32),
  AES_128_WRAP_PAD("http://www.w3.org/2009/xmlenc11#kw-aes-128-pad", Kind.WRAP_PAD, 16),
  AES_192_WRAP_PAD("http://www.w3.org/2009/xmlenc11#kw-aes-192-pad", Kind.WRAP_PAD, 24),
  AES_256_WRAP_PAD("http://www.w3.org/2009/xmlenc11#kw-aes-256-pad", Kind.WRAP_PAD, 32),
  RSA_1_5("http://www.w3.org/2001/04/xmlenc#rsa-1_5", Kind.RSA, 0),
  /** As RFC 6030's figure 8 spells it. */
  RSA_1_5_OF_FIGURE("http://www.w3.org/2001/04/xmlenc#rsa_1_5", Kind.RSA, 0),
  RSA_OAEP_MGF1P("http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", Kind.RSA_OAEP, 0),
  RSA_OAEP("http://www.w3.org/2009/xmlenc11#rsa-oaep", Kind.RSA_OAEP, 0);

  /** How a cipher works, and what it is called by the platform. */
  enum Kind {
    CBC("AES/CBC/NoPadding"),
    GCM("AES/GCM/NoPadding"),
    WRAP("AES/KW/NoPadding"),
    WRAP_PAD("AES/KWP/NoPadding"),
    RSA("RSA/ECB/PKCS1Padding"),
    RSA_OAEP("RSA/ECB/OAEPPadding");

    private final String aes;

    Kind(String aes) {
      this.aes = aes;
    }
  }

  final String uri;
  final Kind kind;

  /** Of the key; 0 for RSA. */
  final int keyBytes;

  PskcCipher(String uri, Kind kind, int keyBytes) {
    this.uri = uri;
    this.kind = kind;
    this.keyBytes = keyBytes;
  }

  static @Nullable PskcCipher of(String uri) {
    for (var cipher : values()) if (cipher.uri.equals(uri)) return cipher;
    return null;
  }

  String transformation() {
    return this == TRIPLE_DES_CBC ? "DESede/CBC/NoPadding" : kind.aes;
  }

  String keyAlgorithm() {
    return this == TRIPLE_DES_CBC ? "DESede" : "AES";
  }

  /** Of CBC's blocks and initialisation vector. */
  int blockBytes() {
    return this == TRIPLE_DES_CBC ? 8 : 16;
  }

  boolean isRsa() {
    return kind == Kind.RSA || kind == Kind.RSA_OAEP;
  }

  /** Whether anybody could change what was encrypted, unnoticed but for a MAC. */
  boolean needsMac() {
    return kind == Kind.CBC;
  }
}
