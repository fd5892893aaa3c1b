package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The first bytes of a file, and what they tell of it. */
final class FileHead {
  /** So much is looked at. */
  static final int BYTES = 8_192;

  private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final Charset SHIFT_JIS = Charset.forName("windows-31j");

  /** The formats that are known. */
  enum Format {
    PSKC,
    CSV,
    OTPAUTH
  }

  private final byte[] bytes;

  FileHead(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Not a copy. */
  byte[] bytes() {
    return bytes;
  }

  Format format() throws Refused {
    if (isUtf16()) return ofUtf16();
    var at = bom();
    while (at < bytes.length && bytes[at] <= ' ' && bytes[at] > 0) at++;
    if (at == bytes.length) throw empty();
    if (bytes[at] == '<') return Format.PSKC;
    for (var b : bytes)
      if (b == 0)
        throw Refused.file(
            Reason.NOT_SUPPORTED,
            1,
            "file",
            "テキストではありません。圧縮や暗号化を解いてから渡してください。",
            "Is not text; unpack or decrypt it first.");
    var begin = new String(bytes, at, Math.min(10, bytes.length - at), StandardCharsets.US_ASCII);
    return begin.toLowerCase(Locale.ROOT).equals("otpauth://") ? Format.OTPAUTH : Format.CSV;
  }

  private static Refused empty() {
    return Refused.file(Reason.MISSING, 1, "file", "ファイルが空です。", "The file is empty.");
  }

  /** XML alone may be; its parser looks further. */
  private Format ofUtf16() throws Refused {
    var isLittleEndian = bytes[0] == (byte) 0xff || bytes[0] == '<';
    var charset = isLittleEndian ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    var text = new String(bytes, charset).replaceFirst("^\ufeff", "").strip();
    if (text.isEmpty()) throw empty();
    if (text.startsWith("<")) return Format.PSKC;
    throw Refused.file(
        Reason.NOT_SUPPORTED,
        1,
        "file",
        "文字コードが UTF-16 です(Excel の「Unicode テキスト」など)。UTF-8 か Shift_JIS で保存し直して、もう一度渡してください。",
        "Is in UTF-16, as Excel's \"Unicode text\". Save it in UTF-8 (or Shift_JIS) and give it"
            + " again.");
  }

  private boolean isUtf16() {
    if (bytes.length < 2) return false;
    var first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    return first == 0xfeff || first == 0xfffe || first == 0x003c || first == 0x3c00;
  }

  /** Whether an XML file is in UTF-8, by its mark or declaration (XML 1.0 appendix F). */
  boolean isXmlInUtf8() {
    if (isUtf16()) return false;
    if (bom() > 0) return true;
    var text = new String(bytes, 0, Math.min(200, bytes.length), StandardCharsets.ISO_8859_1);
    var end = text.indexOf("?>");
    if (!text.startsWith("<?xml") || end < 0) return !text.startsWith("<?xml");
    var declaration = text.substring(0, end).toLowerCase(Locale.ROOT);
    return !declaration.contains("encoding")
        || declaration.contains("\"utf-8\"")
        || declaration.contains("'utf-8'");
  }

  /** Bytes of the byte order mark: 0 or 3. */
  int bom() {
    for (var i = 0; i < BOM.length; i++) if (i >= bytes.length || bytes[i] != BOM[i]) return 0;
    return BOM.length;
  }

  /** UTF-8 or, of Japanese makers, Shift_JIS as Windows has it. */
  Charset charset() throws Refused {
    if (isDecoded(StandardCharsets.UTF_8)) return StandardCharsets.UTF_8;
    if (isDecoded(SHIFT_JIS)) return SHIFT_JIS;
    throw Refused.file(
        Reason.MALFORMED,
        1,
        "file",
        "文字コードは UTF-8 か Shift_JIS にしてください。",
        "Has to be UTF-8 or Shift_JIS.");
  }

  private boolean isDecoded(Charset charset) {
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var whole = bytes.length < BYTES;
    return !decoder
        .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length + 1), whole)
        .isError();
  }

  /** The first line that says something: not empty, no comment. */
  String firstLine() throws Refused {
    var text = new String(bytes, bom(), bytes.length - bom(), charset());
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .findFirst()
        .orElse("");
  }
}
