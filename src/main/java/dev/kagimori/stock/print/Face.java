package dev.kagimori.stock.print;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The font of one document, and how wide text is in it. Used by one thread. */
final class Face {
  /** 〓, what Japanese printers put where a character is missing. */
  private static final int GETA = 0x3013;

  private static final String ELLIPSIS = "…";
  private static final String FILE = "/fonts/BIZUDGothic-Regular.ttf";
  private static final double MM_PER_POINT = 25.4 / 72;

  private final PDFont font;
  private final CmapLookup glyphs;
  private final Map<Integer, Float> widths = new HashMap<>();

  private Face(PDFont font, CmapLookup glyphs) {
    this.font = font;
    this.glyphs = glyphs;
  }

  /** Embeds it in the document: when that is saved, with the glyphs used by then. */
  static Face in(PDDocument document) throws IOException {
    try (var in = Face.class.getResourceAsStream(FILE)) {
      if (in == null) throw new IllegalStateException(FILE + " is missing");
      // the document closes it
      var parsed = new TTFParser().parse(new RandomAccessReadBuffer(in));
      return new Face(PDType0Font.load(document, parsed, true), parsed.getUnicodeCmapLookup());
    }
  }

  PDFont font() {
    return font;
  }

  /** That text, composed, with 〓 for what the font does not have. */
  String printable(String text) {
    var composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    var safe = new StringBuilder(composed.length());
    composed
        .codePoints()
        .map(c -> c == '\t' ? ' ' : c)
        .filter(c -> !variation(c))
        .map(c -> glyphs.getGlyphId(c) == 0 ? GETA : c)
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }

  /** Selectors of a kanji's form: without them the usual form is printed, and not a second sign. */
  private static boolean variation(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
  }

  /**
   * Millimetres of printable text.
   *
   * @param points the font's size
   */
  double width(String text, double points) {
    double thousandths = text.codePoints().mapToDouble(this::advance).sum();
    return thousandths / 1_000 * points * MM_PER_POINT;
  }

  private float advance(int character) {
    return widths.computeIfAbsent(
        character,
        c -> {
          try {
            return font.getStringWidth(Character.toString(c));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** The text, or as much of its beginning as fits with an ellipsis. */
  String cut(String text, double points, double width) {
    if (width(text, points) <= width) return text;
    int end = text.length();
    while (end > 0 && width(text.substring(0, end) + ELLIPSIS, points) > width) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + ELLIPSIS;
  }

  /** The size, from {@code most} down to {@code least} points, in which the text fits best. */
  double fitting(String text, double most, double least, double width) {
    double natural = width(text, most);
    return natural <= width ? most : Math.max(least, most * width / natural);
  }
}
