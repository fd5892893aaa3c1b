package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.KeyDraft.Field;
import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import javax.xml.stream.XMLStreamException;

/** Reads what is in a key package (RFC 6030 §4). */
final class PskcKeyReader {
  private final PskcXml xml;
  private final KeyDraft draft;
  private final PskcValue value;

  PskcKeyReader(PskcXml xml, KeyDraft draft, Vault vault) {
    this.xml = xml;
    this.draft = draft;
    value = new PskcValue(xml, draft, vault);
  }

  void read() throws XMLStreamException, Refused {
    xml.children(this::inPackage);
  }

  private void inPackage(String name) throws XMLStreamException, Refused {
    switch (name) {
      case "DeviceInfo" -> xml.children(this::inDevice);
      case "Key" -> {
        draft.begin(xml.line(), xml.attribute("Id"), xml.attribute("Algorithm"));
        xml.children(this::inKey);
      }
      default -> {}
    }
  }

  private void inDevice(String name) throws XMLStreamException, Refused {
    switch (name) {
      case "SerialNo" -> put(Field.SERIAL);
      case "Manufacturer" -> put(Field.MANUFACTURER);
      case "Model" -> put(Field.MODEL);
      case "StartDate" -> put(Field.DEVICE_START);
      case "ExpiryDate" -> put(Field.DEVICE_EXPIRY);
      default -> {}
    }
  }

  private void inKey(String name) throws XMLStreamException, Refused {
    switch (name) {
      case "AlgorithmParameters" -> xml.children(this::inParameters);
      case "Data" -> xml.children(this::inData);
      case "Policy" -> xml.children(this::inPolicy);
      case "KeyReference", "KeyProfileId" ->
          throw Refused.key(
              Reason.NOT_SUPPORTED,
              xml.line(),
              name,
              "鍵そのものがないプロファイルは使えません。",
              "Keys by reference or profile are not supported.");
      default -> {}
    }
  }

  private void inParameters(String name) throws XMLStreamException, Refused {
    switch (name) {
      case "Suite" -> put(Field.SUITE);
      case "ResponseFormat" ->
          draft.format(
              xml.line(),
              xml.attribute("Encoding"),
              xml.attribute("Length"),
              xml.attribute("CheckDigits"));
      default ->
          throw Refused.key(
              Reason.NOT_SUPPORTED,
              xml.line(),
              "AlgorithmParameters",
              "TOTP にない要素があります(ChallengeFormat など)。",
              "Has an element that TOTP does not have (ChallengeFormat, for one).");
    }
  }

  private void inData(String name) throws XMLStreamException, Refused {
    switch (name) {
      case "Secret" -> value.read(Field.SECRET);
      case "Time" -> value.read(Field.TIME);
      case "TimeInterval" -> value.read(Field.TIME_INTERVAL);
      case "TimeDrift" -> value.read(Field.TIME_DRIFT);
      case "Counter" -> {} // of HOTP, which the algorithm says
      default ->
          throw Refused.key(
              Reason.NOT_SUPPORTED, xml.line(), "Data", "知らない要素があります。", "Has an unknown element.");
    }
  }

  private void inPolicy(String name) throws XMLStreamException, Refused {
    switch (name) {
      case "StartDate" -> put(Field.POLICY_START);
      case "ExpiryDate" -> put(Field.POLICY_EXPIRY);
      case "KeyUsage" -> draft.usage(xml.line(), xml.text());
      default ->
          throw Refused.key(
              Reason.POLICY,
              xml.line(),
              "Policy",
              "守れない条件があるため、この鍵は使えません。",
              "Has a condition that cannot be kept, so the key must not be used (RFC 6030 §5).");
    }
  }

  private void put(Field field) throws XMLStreamException, Refused {
    draft.put(xml.line(), field, xml.text());
  }
}
