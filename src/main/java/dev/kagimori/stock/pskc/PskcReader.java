package dev.kagimori.stock.pskc;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;

/**
 * Reads a PSKC 1.0 file in clear (RFC 6030). Keys for TOTP are taken; HOTP and OCRA, encrypted
 * values, PINs, check digits and policies that are not understood (RFC 6030 §5) are refused, each
 * with its reason.
 */
public final class PskcReader {
  private static final String SPACE = "urn:ietf:params:xml:ns:keyprov:pskc";

  private final PskcXml xml;
  private final PskcLimits limits;
  private final Consumer<PskcResult> results;
  private int keys;

  private PskcReader(PskcXml xml, PskcLimits limits, Consumer<PskcResult> results) {
    this.xml = xml;
    this.limits = limits;
    this.results = results;
  }

  /**
   * Reads to the end, or to what makes the file unusable. Keys given before a {@link
   * PskcResult.Broken} are part of a broken file: the caller keeps none of them.
   *
   * @param in not closed here
   * @param results gets each result when it is read, on this thread
   * @throws IOException when the stream itself fails
   */
  public static void read(InputStream in, PskcLimits limits, Consumer<PskcResult> results)
      throws IOException {
    var line = 1;
    PskcXml xml = null;
    try {
      xml = new PskcXml(new BoundedInput(in, limits.bytes()));
      new PskcReader(xml, limits, results).container();
    } catch (Refused e) {
      results.accept(new PskcResult.Broken(e.problem()));
    } catch (XMLStreamException e) {
      if (xml != null) line = xml.line();
      results.accept(new PskcResult.Broken(broken(e, line)));
    }
  }

  private static PskcProblem broken(XMLStreamException e, int line) throws IOException {
    if (e.getNestedException() instanceof BoundedInput.TooLong) return tooLong(line);
    if (e.getNestedException() instanceof CharConversionException) return notWellFormed(line);
    if (e.getNestedException() instanceof IOException failure) throw failure;
    return notWellFormed(line);
  }

  private static PskcProblem tooLong(int line) {
    return new PskcProblem(
        line,
        "XML",
        "ファイルまたは要素が大きすぎます。ファイルを分けてください。",
        "The file or an element is too large. Split it.");
  }

  /** The parser's own message is not passed on: it may quote the file. */
  private static PskcProblem notWellFormed(int line) {
    return new PskcProblem(
        line,
        "XML",
        "XML として正しくないか、途中で切れているか、上限を超えています。ファイルをもう一度受け取ってください。",
        "Not well-formed, cut off, or over a bound. Fetch the file again.");
  }

  private void container() throws XMLStreamException, Refused {
    if (!xml.next()) throw notPskc();
    if (!xml.space().equals(SPACE) || !xml.name().equals("KeyContainer")) throw notPskc();
    if (!xml.attribute("Version").equals("1.0"))
      throw Refused.file(xml.line(), "Version", "1.0 だけが使えます。", "Only 1.0 can be read.");
    children(this::inContainer);
    while (xml.next()) {
      // nothing but comments may follow; the parser says so
    }
    if (keys == 0) throw Refused.file(xml.line(), "KeyPackage", "一つもありません。", "There is none.");
  }

  private Refused notPskc() {
    return Refused.file(
        xml.line(),
        "KeyContainer",
        "PSKC 1.0 (RFC 6030) のファイルではありません。",
        "Is not a PSKC 1.0 file (RFC 6030).");
  }

  private void inContainer(String name) throws XMLStreamException, Refused {
    switch (name) {
      case "KeyPackage" -> keyPackage();
      case "Extensions" -> {}
      case "EncryptionKey", "MACMethod" ->
          throw Refused.file(
              xml.line(), name, "暗号化された PSKC はここでは使えません。", "Encrypted PSKC is not supported here.");
      default ->
          throw Refused.file(
              xml.line(),
              "KeyContainer",
              "知らない要素(署名など)があります。",
              "Has an element that is not known here (a signature, for one).");
    }
  }

  private void keyPackage() throws XMLStreamException, Refused {
    var outer = xml.depth() - 1;
    if (++keys > limits.keys())
      throw Refused.file(
          xml.line(),
          "KeyPackage",
          "鍵が多すぎます。ファイルを分けてください。",
          "There are too many keys. Split the file.");
    PskcResult result;
    try (var draft = new KeyDraft(xml.line())) {
      children(name -> inPackage(name, draft));
      result = new PskcResult.Usable(draft.key());
    } catch (Refused e) {
      if (e.isFatal()) throw e;
      result = new PskcResult.Unusable(e.problem());
    }
    xml.skipTo(outer);
    results.accept(result);
  }

  private void inPackage(String name, KeyDraft draft) throws XMLStreamException, Refused {
    switch (name) {
      case "DeviceInfo" -> children(field -> inDevice(field, draft));
      case "Key" -> {
        draft.begin(xml.line(), xml.attribute("Id"), xml.attribute("Algorithm"));
        children(field -> inKey(field, draft));
      }
      default -> {}
    }
  }

  private void inDevice(String name, KeyDraft draft) throws XMLStreamException, Refused {
    switch (name) {
      case "SerialNo", "Manufacturer", "Model", "StartDate", "ExpiryDate" ->
          draft.put(xml.line(), "DeviceInfo/" + name, xml.text());
      default -> {}
    }
  }

  private void inKey(String name, KeyDraft draft) throws XMLStreamException, Refused {
    switch (name) {
      case "AlgorithmParameters" -> children(field -> inParameters(field, draft));
      case "Data" -> children(field -> inData(field, draft));
      case "Policy" -> children(field -> inPolicy(field, draft));
      case "KeyReference", "KeyProfileId" ->
          throw Refused.key(
              xml.line(),
              name,
              "鍵そのものがないプロファイルは使えません。",
              "Keys by reference or profile are not supported.");
      default -> {}
    }
  }

  private void inParameters(String name, KeyDraft draft) throws XMLStreamException, Refused {
    switch (name) {
      case "Suite" -> draft.put(xml.line(), "Suite", xml.text());
      case "ResponseFormat" ->
          draft.format(
              xml.line(),
              xml.attribute("Encoding"),
              xml.attribute("Length"),
              xml.attribute("CheckDigits"));
      default ->
          throw Refused.key(
              xml.line(),
              "AlgorithmParameters",
              "TOTP にない要素があります(ChallengeFormat など)。",
              "Has an element that TOTP does not have (ChallengeFormat, for one).");
    }
  }

  private void inData(String name, KeyDraft draft) throws XMLStreamException, Refused {
    switch (name) {
      case "Secret", "Time", "TimeInterval", "TimeDrift" ->
          children(field -> inValue(name, field, draft));
      case "Counter" -> {} // of HOTP, which the algorithm says
      default -> throw Refused.key(xml.line(), "Data", "知らない要素があります。", "Has an unknown element.");
    }
  }

  private void inValue(String name, String field, KeyDraft draft)
      throws XMLStreamException, Refused {
    switch (field) {
      case "PlainValue" -> draft.put(xml.line(), name, xml.text());
      case "EncryptedValue", "ValueMAC" ->
          throw Refused.key(
              xml.line(), name, "暗号化された値はここでは使えません。", "Encrypted values are not supported here.");
      default -> throw Refused.key(xml.line(), name, "知らない要素があります。", "Has an unknown element.");
    }
  }

  private void inPolicy(String name, KeyDraft draft) throws XMLStreamException, Refused {
    switch (name) {
      case "StartDate", "ExpiryDate" -> draft.put(xml.line(), "Policy/" + name, xml.text());
      case "KeyUsage" -> draft.usage(xml.line(), xml.text());
      default ->
          throw Refused.key(
              xml.line(),
              "Policy",
              "守れない条件があるため、この鍵は使えません。",
              "Has a condition that cannot be kept, so the key must not be used (RFC 6030 §5).");
    }
  }

  private interface Child {
    /** At the start of an element; its name is empty where it is not of PSKC. */
    void read(String name) throws XMLStreamException, Refused;
  }

  /** Reads the elements in the one that has begun, up to its end. */
  private void children(Child child) throws XMLStreamException, Refused {
    var own = xml.depth();
    while (xml.next()) {
      if (xml.depth() < own) return;
      if (!xml.isStart()) continue;
      var outer = xml.depth() - 1;
      child.read(xml.space().equals(SPACE) ? xml.name() : "");
      xml.skipTo(outer);
    }
  }
}
