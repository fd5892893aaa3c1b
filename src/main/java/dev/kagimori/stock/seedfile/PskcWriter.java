package dev.kagimori.stock.seedfile;

import dev.kagimori.otp.Algorithm;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes seeds for another system, record by record: PSKC 1.0 (RFC 6030) with AES-256-CBC and
 * HMAC-SHA-256, under a pre-shared key (§6.1) or a password (§6.2: PBKDF2 with HMAC-SHA-256 and
 * 600,000 iterations). No seed leaves in clear.
 */
public final class PskcWriter {
  /** Iterations of PBKDF2 with HMAC-SHA-256. */
  public static final int ITERATIONS = 600_000;

  private static final String PSKC = "urn:ietf:params:xml:ns:keyprov:pskc";
  private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
  private static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
  private static final String XENC11 = "http://www.w3.org/2009/xmlenc11#";
  private static final String PKCS5 = "http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#";
  private static final String SHA256 = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";
  private static final String CIPHER = PskcCipher.AES_256_CBC.uri;
  private static final int KEY_BYTES = Sealer.KEY_BYTES;
  private static final int SALT_BYTES = 16;

  private final XMLStreamWriter out;
  private final Sealer sealer;

  private PskcWriter(OutputStream to, byte[] key) throws IOException {
    try {
      out =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(new BufferedOutputStream(to, 65_536), "UTF-8");
      sealer = new Sealer(key);
    } catch (XMLStreamException e) {
      throw new IOException("the output cannot be written", e);
    }
  }

  /**
   * Begins a file under a key that both sides have.
   *
   * @param to not closed here
   * @param key 32 bytes; copied
   * @param keyName what the other side knows the key by
   * @throws IllegalArgumentException when the key has another length
   */
  public static PskcWriter preShared(OutputStream to, byte[] key, String keyName)
      throws IOException {
    if (key.length != KEY_BYTES)
      throw new IllegalArgumentException("AES-256 has a key of 32 bytes, not " + key.length);
    var writer = new PskcWriter(to, key.clone());
    writer.write(() -> {
      writer.begin();
      writer.text("ds", DS, "KeyName", keyName);
      writer.out.writeEndElement();
      writer.macMethod();
    });
    return writer;
  }

  /**
   * Begins a file under a password.
   *
   * @param to not closed here
   * @param password not kept
   */
  public static PskcWriter password(OutputStream to, char[] password) throws IOException {
    var salt = Sealer.random(SALT_BYTES);
    var key = Pbkdf2.derive("PBKDF2WithHmacSHA256", password, salt, ITERATIONS, KEY_BYTES);
    var writer = new PskcWriter(to, key);
    writer.write(() -> {
      writer.begin();
      writer.derivedKey(salt);
      writer.out.writeEndElement();
      writer.macMethod();
    });
    return writer;
  }

  private interface Part {
    void write() throws XMLStreamException;
  }

  private void write(Part part) throws IOException {
    try {
      part.write();
    } catch (XMLStreamException e) {
      throw new IOException("the output cannot be written", e);
    }
  }

  /** Leaves {@code EncryptionKey} open. */
  private void begin() throws XMLStreamException {
    out.writeStartDocument("UTF-8", "1.0");
    out.writeCharacters("\n");
    out.writeStartElement("pskc", "KeyContainer", PSKC);
    out.writeNamespace("pskc", PSKC);
    out.writeNamespace("ds", DS);
    out.writeNamespace("xenc", XENC);
    out.writeNamespace("xenc11", XENC11);
    out.writeNamespace("pkcs5", PKCS5);
    out.writeAttribute("Version", "1.0");
    out.writeCharacters("\n");
    open("EncryptionKey");
  }

  private void derivedKey(byte[] salt) throws XMLStreamException {
    out.writeStartElement("xenc11", "DerivedKey", XENC11);
    out.writeStartElement("xenc11", "KeyDerivationMethod", XENC11);
    out.writeAttribute("Algorithm", Pbkdf2.URI);
    out.writeStartElement("pkcs5", "PBKDF2-params", PKCS5);
    out.writeStartElement("Salt");
    plain("Specified", base64(salt));
    out.writeEndElement();
    plain("IterationCount", Integer.toString(ITERATIONS));
    plain("KeyLength", Integer.toString(KEY_BYTES));
    out.writeStartElement("PRF");
    out.writeAttribute("Algorithm", SHA256);
    for (var i = 0; i < 4; i++) out.writeEndElement();
  }

  private void macMethod() throws XMLStreamException {
    out.writeCharacters("\n");
    open("MACMethod");
    out.writeAttribute("Algorithm", SHA256);
    open("MACKey");
    var macKey = Sealer.random(KEY_BYTES);
    sealed(sealer.seal(macKey));
    out.writeEndElement();
    out.writeEndElement();
    out.writeCharacters("\n");
    sealer.macKey(macKey);
  }

  /**
   * Writes one record. What a PSKC file has to say must be known.
   *
   * @param record its seed is not closed here
   * @throws IllegalArgumentException where algorithm, digits or step are not stated
   */
  public void add(SeedRecord record) throws IOException {
    var algorithm = stated(record.algorithm());
    var digits = record.digits().orElseThrow(PskcWriter::notStated);
    var step = record.stepSeconds().orElseThrow(PskcWriter::notStated);
    write(() -> {
      open("KeyPackage");
      device(record);
      open("Key");
      out.writeAttribute("Id", record.keyId().isEmpty() ? record.serial() : record.keyId());
      out.writeAttribute("Algorithm", PSKC + ":totp");
      parameters(algorithm, digits);
      data(record, step);
      out.writeEndElement();
      out.writeEndElement();
      out.writeCharacters("\n");
    });
  }

  private static Algorithm stated(Optional<Algorithm> algorithm) {
    return algorithm.orElseThrow(PskcWriter::notStated);
  }

  private static IllegalArgumentException notStated() {
    return new IllegalArgumentException("algorithm, digits and step have to be stated");
  }

  private void device(SeedRecord record) throws XMLStreamException {
    open("DeviceInfo");
    optional("Manufacturer", record.manufacturer());
    text("SerialNo", record.serial());
    optional("Model", record.model());
    date("StartDate", record.startDate());
    date("ExpiryDate", record.expiryDate());
    out.writeEndElement();
  }

  private void date(String name, Optional<Instant> at) throws XMLStreamException {
    if (at.isPresent()) text(name, at.get().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private void parameters(Algorithm algorithm, int digits) throws XMLStreamException {
    open("AlgorithmParameters");
    text(
        "Suite",
        switch (algorithm) {
          case SHA1 -> "HMAC-SHA1";
          case SHA256 -> "HMAC-SHA256";
          case SHA512 -> "HMAC-SHA512";
        });
    open("ResponseFormat");
    out.writeAttribute("Encoding", "DECIMAL");
    out.writeAttribute("Length", Integer.toString(digits));
    out.writeEndElement();
    out.writeEndElement();
  }

  private void data(SeedRecord record, int step) throws XMLStreamException {
    open("Data");
    open("Secret");
    open("EncryptedValue");
    var seed = record.seed().reveal();
    byte[] bytes;
    try {
      bytes = sealer.seal(seed);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
    sealed(bytes);
    out.writeEndElement();
    text("ValueMAC", base64(sealer.mac(bytes)));
    out.writeEndElement();
    value("Time", 0);
    value("TimeInterval", step);
    if (record.drift() != 0) value("TimeDrift", record.drift());
    out.writeEndElement();
  }

  private void value(String name, int value) throws XMLStreamException {
    open(name);
    text("PlainValue", Integer.toString(value));
    out.writeEndElement();
  }

  private void sealed(byte[] bytes) throws XMLStreamException {
    out.writeStartElement("xenc", "EncryptionMethod", XENC);
    out.writeAttribute("Algorithm", CIPHER);
    out.writeEndElement();
    out.writeStartElement("xenc", "CipherData", XENC);
    text("xenc", XENC, "CipherValue", base64(bytes));
    out.writeEndElement();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private void open(String name) throws XMLStreamException {
    out.writeStartElement("pskc", name, PSKC);
  }

  private void optional(String name, String value) throws XMLStreamException {
    if (!value.isEmpty()) text(name, value);
  }

  private void text(String name, String value) throws XMLStreamException {
    text("pskc", PSKC, name, value);
  }

  private void text(String prefix, String space, String name, String value)
      throws XMLStreamException {
    out.writeStartElement(prefix, name, space);
    out.writeCharacters(value);
    out.writeEndElement();
  }

  private void plain(String name, String value) throws XMLStreamException {
    out.writeStartElement(name);
    out.writeCharacters(value);
    out.writeEndElement();
  }

  /** Ends the file; what was not ended is none, and no reader takes it. The stream stays open. */
  public void finish() throws IOException {
    write(() -> {
      out.writeEndDocument();
      out.flush();
    });
  }
}
