package dev.kagimori.fob.pskc;

import dev.kagimori.fob.file.OwnerOnlyFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a seed file (RFC 6030 §4–6, with the algorithm URN for TOTP), seeds in clear or encrypted,
 * however many: what is written is not held.
 */
public final class PskcWriter {
  static final String NAMESPACE = "urn:ietf:params:xml:ns:keyprov:pskc";
  static final String TOTP = NAMESPACE + ":totp";

  private final XMLStreamWriter xml;
  private final @Nullable Protection protection;

  private PskcWriter(XMLStreamWriter xml, @Nullable Protection protection) {
    this.xml = xml;
    this.protection = protection;
  }

  /** Replaces the file in one step, seeds in clear; only its owner may read it. */
  public static void write(Path file, Iterable<PskcKey> keys) throws IOException {
    OwnerOnlyFile.write(file, out -> write(out, keys));
  }

  /** Writes the document in UTF-8, seeds in clear; leaves the stream open. */
  public static void write(OutputStream out, Iterable<PskcKey> keys) throws IOException {
    write(out, keys, null);
  }

  /**
   * Writes the document in UTF-8; leaves the stream open.
   *
   * @param keys asked for one by one
   * @param protection how seeds are encrypted; null for in clear
   */
  public static void write(
      OutputStream out, Iterable<PskcKey> keys, @Nullable Protection protection)
      throws IOException {
    try {
      var encoding = StandardCharsets.UTF_8.name();
      var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, encoding);
      xml.writeStartDocument(encoding, "1.0");
      new PskcWriter(xml, protection).container(keys);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("writing the seed file failed", e);
    }
  }

  private void container(Iterable<PskcKey> keys) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement("KeyContainer");
    xml.writeDefaultNamespace(NAMESPACE);
    if (protection != null) protection.namespaces(xml);
    xml.writeAttribute("Version", "1.0");
    if (protection != null) protection.header(xml);
    for (var key : keys) {
      xml.writeCharacters("\n  ");
      keyPackage(key);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private void keyPackage(PskcKey key) throws XMLStreamException {
    xml.writeStartElement("KeyPackage");
    xml.writeStartElement("DeviceInfo");
    text("Manufacturer", key.manufacturer());
    text("SerialNo", key.serial());
    text("Model", key.model());
    xml.writeEndElement();
    xml.writeStartElement("Key");
    xml.writeAttribute("Id", key.serial());
    xml.writeAttribute("Algorithm", TOTP);
    parameters(key);
    data(key);
    if (key.expiry() != null) {
      xml.writeStartElement("Policy");
      text("ExpiryDate", key.expiry().truncatedTo(ChronoUnit.SECONDS).toString());
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void parameters(PskcKey key) throws XMLStreamException {
    xml.writeStartElement("AlgorithmParameters");
    text("Suite", key.rule().algorithm().suite());
    xml.writeEmptyElement("ResponseFormat");
    xml.writeAttribute("Length", Integer.toString(key.rule().digits()));
    xml.writeAttribute("Encoding", "DECIMAL");
    xml.writeEndElement();
  }

  private void data(PskcKey key) throws XMLStreamException {
    xml.writeStartElement("Data");
    xml.writeStartElement("Secret");
    if (protection == null) {
      text("PlainValue", Base64.getEncoder().encodeToString(key.seed().reveal()));
    } else {
      protection.secret(xml, key.seed());
    }
    xml.writeEndElement();
    plain("Time", "0");
    plain("TimeInterval", Integer.toString(key.rule().stepSeconds()));
    xml.writeEndElement();
  }

  private void plain(String name, String value) throws XMLStreamException {
    xml.writeStartElement(name);
    text("PlainValue", value);
    xml.writeEndElement();
  }

  private void text(String name, String value) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }
}
