package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The XML under PSKC: no DTD, no entities but XML's own five, nothing fetched, every length and
 * depth bounded.
 */
final class PskcXml {
  private static final String PSKC = "urn:ietf:params:xml:ns:keyprov:pskc";
  private static final String JDK = "jdk.xml.";

  private final BoundedInput bytes;
  private final XMLStreamReader in;
  private final char[] text = new char[SeedFileLimits.TEXT];
  private int length;
  private int skipped;
  private int depth;

  PskcXml(BoundedInput bytes, boolean isUtf8) throws XMLStreamException {
    this.bytes = bytes;
    // the platform's decoder is the faster one, and the parser's writes to the console what fails
    in =
        isUtf8
            ? factory()
                .createXMLStreamReader(
                    new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()))
            : factory().createXMLStreamReader(bytes);
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory(); // the JDK's, whatever else is on the path
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    // the parser holds names and attributes in memory before it gives them out
    factory.setProperty(JDK + "maxElementDepth", Integer.toString(SeedFileLimits.DEPTH + 5));
    factory.setProperty(JDK + "elementAttributeLimit", Integer.toString(SeedFileLimits.ATTRIBUTES));
    factory.setProperty(JDK + "maxXMLNameLimit", "256");
    // it counts each &amp; of the whole file; entities of the file's own there are none
    factory.setProperty(JDK + "totalEntitySizeLimit", "0");
    factory.setProperty(JDK + "maxGeneralEntitySizeLimit", "0");
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setXMLResolver((_, _, _, _) -> {
      throw new XMLStreamException("nothing is fetched");
    });
    return factory;
  }

  int line() {
    return Math.max(1, in.getLocation().getLineNumber());
  }

  String name() {
    return in.getLocalName();
  }

  String space() {
    var space = in.getNamespaceURI();
    return space == null ? "" : space;
  }

  /** An attribute without a name space, or empty; stripped. */
  String attribute(String name) {
    var value = in.getAttributeValue("", name);
    if (value == null) value = in.getAttributeValue(null, name);
    return value == null ? "" : value.strip();
  }

  /** Goes to the next start or end of an element; false where the document ends. */
  boolean next() throws XMLStreamException, Refused {
    while (true) {
      if (!in.hasNext()) return false;
      switch (event()) {
        case XMLStreamConstants.START_ELEMENT -> {
          skipped = 0;
          started();
          return true;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          skipped = 0;
          depth--;
          return true;
        }
        case XMLStreamConstants.END_DOCUMENT -> {
          return false;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            skipped(in.getTextLength());
        default -> passed();
      }
    }
  }

  /** Text that nobody asks for, such as a certificate, is bounded as well. */
  private void skipped(int more) throws Refused {
    skipped += more;
    if (skipped > SeedFileLimits.LINE)
      throw Refused.file(
          Reason.TOO_LARGE, line(), "XML", "要素の中が長すぎます。", "An element's text is too long.");
  }

  boolean isStart() {
    return in.getEventType() == XMLStreamConstants.START_ELEMENT;
  }

  int depth() {
    return depth;
  }

  /** The text of the element that has begun, which may hold no other; moves to its end. */
  String text() throws XMLStreamException, Refused {
    collect();
    return new String(text, 0, length);
  }

  /** The same, where it is Base64. */
  byte[] bytes(String field) throws XMLStreamException, Refused {
    var line = line();
    try {
      collect();
      var bytes = Base64Text.decode(text, length);
      if (bytes == null)
        throw Refused.key(Reason.MALFORMED, line, field, "Base64 ではありません。", "Is not Base64.");
      return bytes;
    } finally {
      Arrays.fill(text, '\0');
    }
  }

  private void collect() throws XMLStreamException, Refused {
    var field = name();
    var line = line();
    length = 0;
    while (true) {
      switch (event()) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          var more = in.getTextLength();
          if (length + more > text.length)
            throw Refused.file(
                Reason.TOO_LARGE,
                line,
                field,
                "長すぎます(4096 文字以内)。",
                "Is too long (4096 characters at most).");
          System.arraycopy(in.getTextCharacters(), in.getTextStart(), text, length, more);
          length += more;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          return;
        }
        case XMLStreamConstants.START_ELEMENT -> {
          started();
          throw Refused.key(
              Reason.MALFORMED,
              line,
              field,
              "値の中に要素があります。",
              "Has an element where a value belongs.");
        }
        default -> passed();
      }
    }
  }

  interface Child {
    /** At the start of an element; its name is empty where it is not of PSKC. */
    void read(String name) throws XMLStreamException, Refused;
  }

  /** Reads the elements in the one that has begun, up to its end. */
  void children(Child child) throws XMLStreamException, Refused {
    var own = depth;
    while (next()) {
      if (depth < own) return;
      if (!isStart()) continue;
      var outer = depth - 1;
      child.read(isPskc() ? name() : "");
      skipTo(outer);
    }
  }

  boolean isPskc() {
    return space().equals(PSKC);
  }

  /** Passes over everything up to the end of the element at a depth. */
  void skipTo(int outer) throws XMLStreamException, Refused {
    while (depth > outer) if (!next()) return;
  }

  private int event() throws XMLStreamException {
    bytes.progressed();
    return in.next();
  }

  private void started() throws Refused {
    depth++;
    if (depth > SeedFileLimits.DEPTH)
      throw Refused.file(
          Reason.TOO_LARGE, line(), "XML", "要素が深すぎます。", "Elements are nested too deep.");
    for (var i = 0; i < in.getAttributeCount(); i++)
      if (in.getAttributeValue(i).length() > SeedFileLimits.ATTRIBUTE)
        throw Refused.file(
            Reason.TOO_LARGE, line(), in.getAttributeLocalName(i), "長すぎます。", "Is too long.");
  }

  private void passed() throws Refused {
    if (in.getEventType() == XMLStreamConstants.DTD)
      throw Refused.file(
          Reason.NOT_SUPPORTED, line(), "DOCTYPE", "DOCTYPE は使えません。", "DOCTYPE is not allowed.");
    if (in.getEventType() == XMLStreamConstants.ENTITY_REFERENCE)
      throw Refused.file(
          Reason.NOT_SUPPORTED, line(), "XML", "実体参照は使えません。", "Entity references are not allowed.");
  }
}
