package dev.kagimori.stock.seedfile;

import static dev.kagimori.stock.seedfile.PskcMaker.SHA1;
import static dev.kagimori.stock.seedfile.PskcMaker.XENC;
import static dev.kagimori.stock.seedfile.PskcMaker.aes;
import static dev.kagimori.stock.seedfile.PskcMaker.encrypted;
import static dev.kagimori.stock.seedfile.PskcMaker.file;
import static dev.kagimori.stock.seedfile.PskcMaker.keyPackage;
import static dev.kagimori.stock.seedfile.PskcMaker.mac;
import static dev.kagimori.stock.seedfile.PskcMaker.macMethod;

/** One seed under AES-128-CBC with HMAC-SHA-1, as RFC 6030 §6.1 has it, and its parts. */
final class PskcSealed {
  static final String CBC = XENC + "aes128-cbc";

  final PskcMaker make = new PskcMaker(6030);
  final byte[] seed = make.seed(20);
  final byte[] key = make.bytes(16);
  final byte[] macKey = make.bytes(20);
  final byte[] sealed = make.seal(CBC, aes(key), seed);
  final String secret = encrypted("EncryptedValue", CBC, sealed);
  final String method = macMethod(SHA1, encrypted("MACKey", CBC, make.seal(CBC, aes(key), macKey)));

  Results read(String... parts) {
    return Results.of(file(parts), TransportKey.preShared(key));
  }

  String good() {
    return keyPackage("GM000001", secret + mac("HmacSHA1", macKey, sealed));
  }
}
