package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;

/**
 * Reads a PSKC 1.0 file (RFC 6030). Keys for TOTP are taken; HOTP and OCRA, PINs, check digits and
 * policies that are not understood (RFC 6030 §5) are refused, each with its reason.
 */
final class PskcReader {
  /** What the parser may hold in memory before it gives something out. */
  private static final long STRETCH = 256 * 1024;

  private final PskcXml xml;
  private final Vault vault;
  private final boolean isSigned;
  private final SeedFileLimits limits;
  private final Consumer<SeedResult> results;
  private final KeyDraft draft = new KeyDraft(new Dates());
  private final PskcKeyReader keys;
  private int position;

  private PskcReader(
      PskcXml xml,
      Vault vault,
      boolean isSigned,
      SeedFileLimits limits,
      Consumer<SeedResult> results) {
    this.xml = xml;
    this.vault = vault;
    this.isSigned = isSigned;
    this.limits = limits;
    this.results = results;
    keys = new PskcKeyReader(xml, draft, vault);
  }

  static void read(
      InputStream in,
      boolean isUtf8,
      boolean isSigned,
      TransportKey key,
      SeedFileLimits limits,
      Consumer<SeedResult> results)
      throws IOException {
    PskcXml xml = null;
    PskcReader reader = null;
    try (var vault = new Vault(key)) {
      xml = new PskcXml(new BoundedInput(in, limits.bytes(), STRETCH), isUtf8);
      reader = new PskcReader(xml, vault, isSigned, limits, results);
      reader.container();
    } catch (Refused e) {
      results.accept(new SeedResult.Broken(reader == null ? e.problem(0, "") : reader.problem(e)));
    } catch (XMLStreamException e) {
      var refused = broken(e, xml == null ? 1 : xml.line());
      results.accept(new SeedResult.Broken(refused.problem(0, "")));
    } finally {
      if (reader != null) reader.draft.close();
    }
  }

  private SeedProblem problem(Refused e) {
    return e.problem(position, position == 0 ? "" : draft.serial());
  }

  private static Refused broken(XMLStreamException e, int line) throws IOException {
    if (e.getNestedException() instanceof BoundedInput.TooLong)
      return Refused.file(
          Reason.TOO_LARGE,
          line,
          "XML",
          "ファイルまたは要素が大きすぎます。ファイルを分けてください。",
          "The file or an element is too large. Split it.");
    if (e.getNestedException() instanceof IOException failure
        && !(failure instanceof CharConversionException)
        && !(failure instanceof CharacterCodingException)) throw failure;
    // the parser's own message is not passed on: it may quote the file
    return Refused.file(
        Reason.MALFORMED,
        line,
        "XML",
        "XML として正しくないか、途中で切れているか、上限を超えています。ファイルをもう一度受け取ってください。",
        "Not well-formed, cut off, or over a bound. Fetch the file again.");
  }

  private void container() throws XMLStreamException, Refused {
    if (!xml.next() || !xml.isPskc() || !xml.name().equals("KeyContainer"))
      throw Refused.file(
          Reason.NOT_SUPPORTED,
          xml.line(),
          "KeyContainer",
          "PSKC 1.0 (RFC 6030) のファイルではありません。",
          "Is not a PSKC 1.0 file (RFC 6030).");
    if (!xml.attribute("Version").equals("1.0"))
      throw Refused.file(
          Reason.NOT_SUPPORTED, xml.line(), "Version", "1.0 だけが使えます。", "Only 1.0 can be read.");
    xml.children(this::inContainer);
    while (xml.next()) {
      // nothing but comments may follow; the parser says so
    }
    if (position == 0)
      throw Refused.file(Reason.MISSING, xml.line(), "KeyPackage", "一つもありません。", "There is none.");
  }

  private void inContainer(String name) throws XMLStreamException, Refused {
    switch (name) {
      case "KeyPackage" -> keyPackage();
      case "Extensions" -> {}
      case "EncryptionKey", "MACMethod" -> {
        if (position > 0)
          throw Refused.file(
              Reason.MALFORMED,
              xml.line(),
              name,
              "鍵より前になければなりません。",
              "Has to come before the keys.");
        if (name.equals("MACMethod")) vault.macMethod(xml);
        else vault.encryptionKey(xml);
      }
      default -> {
        if (!isSigned || !xml.name().equals("Signature")) throw unknown();
      }
    }
  }

  /** A signature that nobody checks would be worse than none (RFC 6030 §7). */
  private Refused unknown() {
    if (xml.name().equals("Signature"))
      return Refused.file(
          Reason.SIGNATURE,
          xml.line(),
          "Signature",
          "署名付きのファイルです。メーカーの証明書を指定して読み込んでください。",
          "The file is signed: read it with the maker's certificate.");
    return Refused.file(
        Reason.NOT_SUPPORTED,
        xml.line(),
        "KeyContainer",
        "知らない要素があります。",
        "Has an element that is not known here.");
  }

  private void keyPackage() throws XMLStreamException, Refused {
    var outer = xml.depth() - 1;
    draft.reset(xml.line());
    if (++position > limits.records())
      throw Refused.file(
          Reason.TOO_LARGE,
          xml.line(),
          "KeyPackage",
          "鍵が多すぎます。ファイルを分けてください。",
          "There are too many keys. Split the file.");
    SeedResult result;
    try {
      keys.read();
      result = new SeedResult.Usable(draft.record(position));
    } catch (Refused e) {
      if (e.isFatal()) throw e;
      result = new SeedResult.Unusable(problem(e));
    }
    xml.skipTo(outer);
    results.accept(result);
  }
}
