package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.KeyDraft.Field;
import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.util.Arrays;
import javax.xml.stream.XMLStreamException;

/** Reads a value of {@code Data}, in clear or encrypted (RFC 6030 §4.2, §6). */
final class PskcValue {
  private final PskcXml xml;
  private final KeyDraft draft;
  private final Vault vault;
  private final SealedValue sealed = new SealedValue();
  private final PskcXml.Child part = this::part;
  private Field field = Field.SECRET;
  private boolean isSealed;

  PskcValue(PskcXml xml, KeyDraft draft, Vault vault) {
    this.xml = xml;
    this.draft = draft;
    this.vault = vault;
  }

  /** Reads the element that has begun. */
  void read(Field of) throws XMLStreamException, Refused {
    field = of;
    isSealed = false;
    sealed.reset(xml.line(), of.shown);
    xml.children(part);
    if (isSealed) open();
    else if (sealed.mac() != null)
      throw Refused.key(
          Reason.MISSING,
          sealed.line(),
          of.shown,
          "ValueMAC だけで、値がありません。",
          "Has a ValueMAC, but no encrypted value.");
  }

  private void part(String name) throws XMLStreamException, Refused {
    switch (name) {
      case "PlainValue" -> plain();
      case "EncryptedValue" -> {
        if (isSealed)
          throw Refused.key(Reason.MALFORMED, xml.line(), field.shown, "二つあります。", "There are two.");
        isSealed = true;
        sealed.read(xml);
      }
      case "ValueMAC" -> sealed.mac(xml);
      default ->
          throw Refused.key(
              Reason.NOT_SUPPORTED,
              xml.line(),
              field.shown,
              "知らない要素があります。",
              "Has an unknown element.");
    }
  }

  private void plain() throws XMLStreamException, Refused {
    var line = xml.line();
    if (field != Field.SECRET) {
      draft.put(line, field, xml.text());
      return;
    }
    if (vault.hasKey())
      throw Refused.key(
          Reason.MAC_MISSING,
          line,
          field.shown,
          "暗号化されたファイルの中で、このシードだけが平文です。",
          "This seed is in clear, in a file that is encrypted otherwise.");
    draft.seed(line, xml.bytes(field.shown), false);
  }

  private void open() throws Refused {
    var bytes = vault.open(sealed);
    if (field == Field.SECRET) {
      draft.seed(sealed.line(), bytes, true);
      return;
    }
    try {
      draft.put(sealed.line(), field, number(bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Numbers are encrypted as big-endian bytes; four and eight of them have a sign. */
  private String number(byte[] bytes) throws Refused {
    if (bytes.length == 0 || bytes.length > 8)
      throw Refused.key(
          Reason.MALFORMED, sealed.line(), field.shown, "整数ではありません。", "Is not a whole number.");
    var signed = bytes.length == 4 || bytes.length == 8;
    var number = signed && bytes[0] < 0 ? -1L : 0L;
    for (var b : bytes) number = number << 8 | (b & 0xff);
    return Long.toString(number);
  }
}
