package dev.kagimori.fob.pskc;

import dev.kagimori.fob.device.Algorithm;
import dev.kagimori.fob.device.CodeRule;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.fob.device.SerialNumber;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a seed file with time-based keys in clear, prefix or not. A file with anything else, or
 * with a fault anywhere, is refused whole. Messages never quote a value of the file but serial
 * numbers.
 */
public final class PskcReader {
  private static final int TEXT_MAX = 1_024;

  private final XMLStreamReader xml;
  private final List<PskcKey> keys = new ArrayList<>();
  private final ArrayDeque<String> path = new ArrayDeque<>();
  private final Map<String, String> values = new HashMap<>();

  private PskcReader(XMLStreamReader xml) {
    this.xml = xml;
  }

  public static List<PskcKey> read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return read(in);
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The keys, in the order of the file.
   *
   * @throws IOException if it is not such a file, with line and reason in Japanese and English
   */
  public static List<PskcKey> read(InputStream in) throws IOException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      var reader = new PskcReader(factory.createXMLStreamReader(in));
      reader.document();
      return List.copyOf(reader.keys);
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      throw refused(line, "XML として読めません", "is not well-formed XML");
    }
  }

  private void document() throws XMLStreamException, IOException {
    boolean container = false;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (path.isEmpty()) container = root();
          start();
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text();
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.DTD -> throw refused("DTD は使えません", "a DTD is not accepted");
        default -> {}
      }
    }
    if (!container) throw refused("KeyContainer がありません", "there is no KeyContainer");
  }

  private boolean root() throws IOException {
    boolean right =
        xml.getLocalName().equals("KeyContainer")
            && PskcWriter.NAMESPACE.equals(xml.getNamespaceURI())
            && "1.0".equals(xml.getAttributeValue(null, "Version"));
    if (!right) throw refused("PSKC 1.0 ではありません", "the root is no PSKC 1.0 KeyContainer");
    return true;
  }

  private void start() throws IOException {
    var name = xml.getLocalName();
    if (path.size() > 8) throw refused("入れ子が深すぎます", "elements are nested too deep");
    path.addLast(name);
    switch (name) {
      case "KeyPackage" -> values.clear();
      case "EncryptedValue", "EncryptionKey" ->
          throw refused("暗号化された鍵は読めません", "encrypted keys are not read; ask for plain ones");
      case "Key" -> attribute("Algorithm");
      case "ResponseFormat" -> {
        attribute("Length");
        attribute("Encoding");
      }
      default -> {}
    }
  }

  private void attribute(String name) {
    var value = xml.getAttributeValue(null, name);
    if (value != null) values.put(name, value);
  }

  private void text() throws IOException {
    if (xml.isWhiteSpace()) return;
    var text = xml.getText().strip();
    if (text.length() > TEXT_MAX) throw refused("値が長すぎます", "a value is too long");
    var name = path.removeLast();
    values.put(name.equals("PlainValue") && !path.isEmpty() ? path.getLast() : name, text);
    path.addLast(name);
  }

  private void end() throws IOException {
    if (!path.removeLast().equals("KeyPackage")) return;
    if (keys.size() == Fobs.COUNT_MAX) throw refused("鍵が多すぎます", "there are too many keys");
    keys.add(key());
  }

  private PskcKey key() throws IOException {
    var serial = value("SerialNo");
    if (!SerialNumber.isValid(serial)) {
      throw refused("SerialNo は英大文字と数字 6～20 桁です", "SerialNo must be 6 to 20 of A-Z and 0-9");
    }
    if (!value("Algorithm").equals(PskcWriter.TOTP)) {
      throw refused(
          serial + " は TOTP ではありません", serial + " is not TOTP; event-based keys are not read");
    }
    if (!values.getOrDefault("Encoding", "DECIMAL").equals("DECIMAL")
        || !values.getOrDefault("Time", "0").equals("0")) {
      throw refused(
          serial + ": Encoding は DECIMAL、Time は 0", serial + ": Encoding DECIMAL, Time 0 only");
    }
    try {
      int digits = Integer.parseInt(value("Length"));
      int step = Integer.parseInt(value("TimeInterval"));
      var rule = new CodeRule(digits, step, algorithm(serial));
      var seed = Seed.of(Base64.getDecoder().decode(value("Secret")));
      var expiry = values.get("ExpiryDate");
      return new PskcKey(
          serial,
          values.getOrDefault("Manufacturer", ""),
          values.getOrDefault("Model", ""),
          seed,
          rule,
          expiry == null ? null : OffsetDateTime.parse(expiry).toInstant());
    } catch (IllegalArgumentException | DateTimeException e) {
      // without the cause: its message could quote a seed
      throw refused(
          serial + " の桁数・間隔・鍵・期限のどれかが不正です",
          serial + ": one of Length (6, 8), TimeInterval (30, 60), Secret, ExpiryDate is wrong");
    }
  }

  private Algorithm algorithm(String serial) throws IOException {
    var suite = values.get("Suite");
    if (suite == null) return Algorithm.SHA1;
    for (var algorithm : Algorithm.values()) {
      if (suite.replace("-", "").equals(algorithm.suite().replace("-", ""))) return algorithm;
    }
    throw refused(serial + ": Suite が不明です", serial + ": the Suite is unknown");
  }

  private String value(String name) throws IOException {
    var value = values.get(name);
    if (value == null) throw refused(name + " がありません", name + " is missing");
    return value;
  }

  private IOException refused(String japanese, String english) {
    return refused(xml.getLocation().getLineNumber(), japanese, english);
  }

  private static IOException refused(int line, String japanese, String english) {
    return new IOException("%d 行目: %s / line %d: %s".formatted(line, japanese, line, english));
  }
}
