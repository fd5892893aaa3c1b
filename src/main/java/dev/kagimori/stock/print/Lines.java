package dev.kagimori.stock.print;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text into lines: between words, and between any two Japanese characters but where
 * typesetters don't (JIS X 4051: no line begins with a closing mark, none ends with an opening
 * one). A word longer than the line is broken where it must be.
 */
final class Lines {
  private static final String NOT_FIRST = "、。，．,.・：；:;？！?!）)」』】〕〉》］]｝}ーァィゥェォッャュョぁぃぅぇぉっゃゅょ々…％%";
  private static final String NOT_LAST = "（(「『【〔〈《［[｛{";

  private Lines() {}

  /**
   * The lines, none wider than {@code width} millimetres; one for empty text.
   *
   * @param text printable
   */
  static List<String> of(Face face, String text, double points, double width) {
    var lines = new ArrayList<String>();
    var rest = text;
    while (face.width(rest, points) > width) {
      int fits = fitting(face, rest, points, width);
      int end = lastBreak(rest, fits);
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  /** How many chars fit on a line; at least one character. */
  private static int fitting(Face face, String text, double points, double width) {
    int end = text.offsetByCodePoints(0, 1);
    double used = face.width(text.substring(0, end), points);
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      used += face.width(text.substring(end, next), points);
      if (used > width) break;
      end = next;
    }
    return end;
  }

  /** The last place at or before {@code fits} where a line may end. */
  private static int lastBreak(String text, int fits) {
    for (int end = fits; end > 0; end = text.offsetByCodePoints(end, -1)) {
      if (end == text.length() || mayBreak(text.codePointBefore(end), text.codePointAt(end))) {
        return end;
      }
    }
    return fits;
  }

  private static boolean mayBreak(int before, int after) {
    if (after == ' ' || before == ' ') return true;
    if (NOT_FIRST.indexOf(after) >= 0 || NOT_LAST.indexOf(before) >= 0) return false;
    return wide(before) || wide(after);
  }

  private static boolean wide(int c) {
    return c >= 0x2E80;
  }
}
