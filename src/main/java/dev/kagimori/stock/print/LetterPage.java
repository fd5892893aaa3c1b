package dev.kagimori.stock.print;

import dev.kagimori.mail.Letterhead;
import java.io.IOException;
import java.util.List;

/**
 * Sets one letter on its page: addressee at the upper left, where a window envelope shows it (JIS S
 * 5502), date and sender at the right, title, text, and the fob's serial number in a frame. What is
 * longer than the page at its usual size is set smaller.
 */
final class LetterPage {
  private static final double LEFT = 22;
  private static final double RIGHT = 188;
  private static final double WIDTH = RIGHT - LEFT;
  private static final double BODY_TOP = 84;
  private static final double BOTTOM = 280;
  private static final double TITLE = 15;
  private static final double SMALL = 9.5;
  private static final double ADDRESS_WIDTH = 95;
  private static final double FRAME_HEIGHT = 37;

  /** Sizes tried for the text; the last is taken whatever does not fit, and cut at the bottom. */
  private static final double[] SIZES = {10.5, 9.5, 8.5, 7.5, 6.5};

  /** Lines of a paragraph that begins with a number or an indentation hang under its text. */
  private static final String HANGING = "^(?:[0-9０-９]+[.．]\\s*|　+|\\s{2,}|[・※]).*";

  private final Canvas canvas;
  private final Face face;

  LetterPage(Canvas canvas, Face face) {
    this.canvas = canvas;
    this.face = face;
  }

  void draw(Letterhead.Part from, String date, Letter letter, LetterText text) throws IOException {
    head(from, date, letter);
    var title = face.printable(text.title());
    double size = face.fitting(title, TITLE, SMALL, WIDTH);
    title = face.cut(title, size, WIDTH);
    canvas.bold(title, size, LEFT + (WIDTH - face.width(title, size)) / 2, BODY_TOP - 8);
    body(text.body(), letter.serial());
  }

  private void head(Letterhead.Part from, String date, Letter letter) throws IOException {
    double y = 24;
    for (var line : letter.addressee()) {
      canvas.text(fitted(line, ADDRESS_WIDTH), 10.5, LEFT, y);
      y += 6;
    }
    right(date, 24);
    right(from.institution(), 30);
    if (!letter.reference().isEmpty()) right(letter.reference(), 36);
  }

  private String fitted(String text, double width) {
    return face.cut(face.printable(text), 10.5, width);
  }

  private void right(String text, double y) throws IOException {
    var line = face.cut(face.printable(text), SMALL, WIDTH - ADDRESS_WIDTH - 4);
    canvas.text(line, SMALL, RIGHT - face.width(line, SMALL), y);
  }

  private void body(List<String> paragraphs, String serial) throws IOException {
    double points = SIZES[SIZES.length - 1];
    for (double size : SIZES) {
      if (set(paragraphs, serial, size, false) <= BOTTOM) {
        points = size;
        break;
      }
    }
    set(paragraphs, serial, points, true);
  }

  /** The end of the text when set in that size; draws it, if told to, down to the bottom. */
  private double set(List<String> paragraphs, String serial, double points, boolean draw)
      throws IOException {
    double leading = points * 0.62;
    double y = BODY_TOP + leading;
    for (var paragraph : paragraphs) {
      if (paragraph.equals(LetterText.FOB)) {
        if (draw && y + FRAME_HEIGHT <= BOTTOM) fob(serial, y - leading / 2);
        y += FRAME_HEIGHT + leading / 2;
      } else if (paragraph.isBlank()) {
        y += leading * 0.6;
      } else {
        y = paragraph(face.printable(paragraph), points, leading, y, draw);
      }
    }
    return y - leading;
  }

  private double paragraph(String text, double points, double leading, double y, boolean draw)
      throws IOException {
    var hang = text.substring(0, hanging(text));
    double indent = face.width(hang, points);
    double down = y;
    boolean first = true;
    for (var line : Lines.of(face, text.substring(hang.length()), points, WIDTH - indent)) {
      if (draw && down <= BOTTOM) {
        if (first) canvas.text(hang, points, LEFT, down);
        canvas.text(line, points, LEFT + indent, down);
      }
      first = false;
      down += leading;
    }
    return down;
  }

  /** How many chars stand out at the left of a paragraph. */
  private static int hanging(String text) {
    if (!text.matches(HANGING)) return 0;
    int end = 0;
    while (end < text.length() && Character.isDigit(text.charAt(end))) end++;
    if (end > 0 || "・※".indexOf(text.charAt(0)) >= 0) end++; // the point, or the mark
    while (end < text.length() && Character.isWhitespace(text.charAt(end))) end++;
    return end;
  }

  private void fob(String serial, double top) throws IOException {
    canvas.frame(LEFT, top, WIDTH, FRAME_HEIGHT);
    double qr = FRAME_HEIGHT - 3;
    Symbols.qr(canvas, serial, LEFT + 2, top + 1.5, qr);
    double x = LEFT + qr + 6;
    double width = WIDTH - qr - 10;
    canvas.bold(serial, face.fitting(serial, 22, 10, width), x, top + 14);
    Symbols.code128(canvas, serial, x - 3.5, top + 20, Math.min(width, 95), 12, 0.35);
  }
}
