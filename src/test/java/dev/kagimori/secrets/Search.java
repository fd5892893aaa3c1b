package dev.kagimori.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Looks for many needles at once (Rabin and Karp): the last bytes read are looked up in a table of
 * the needles' last bytes, which costs a few nanoseconds a byte however many needles there are.
 */
public final class Search {
  private static final int FINDS_MAX = 100;
  private static final int FILTER_BITS = 24;
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  /** With its package, or an array's. */
  private static final Pattern CLASS =
      Pattern.compile("([a-z]\\w*\\.)+[A-Z][\\w$]*(/0x[0-9a-f]+)?;?$|\\[[BCDFIJSZ]$");

  private static final long WINDOW_MASK = (1L << (8 * Needle.SHORTEST)) - 1;

  /** Something that was found, told without the secret itself. */
  public record Find(String place, long offset, Needle needle, String around) {
    @Override
    public String toString() {
      return place + " at " + offset + ": " + needle + " in «" + around + "»";
    }
  }

  private final long[] filter = new long[1 << (FILTER_BITS - 6)];
  private final Map<Long, List<Needle>> byEnd = new HashMap<>();
  private final List<Find> finds = new ArrayList<>();
  private long bytesSearched;

  public Search(Collection<Needle> needles) {
    for (var needle : needles) {
      long end = 0;
      var bytes = needle.bytes();
      for (int i = bytes.length - Needle.SHORTEST; i < bytes.length; i++)
        end = (end << 8) | (bytes[i] & 0xff);
      int slot = slot(end);
      filter[slot >>> 6] |= 1L << slot;
      byEnd.computeIfAbsent(end, _ -> new ArrayList<>()).add(needle);
    }
  }

  /** What was found so far; at most a hundred. */
  public List<Find> finds() {
    return List.copyOf(finds);
  }

  public long bytesSearched() {
    return bytesSearched;
  }

  public void file(Path file) throws IOException {
    bytes(file.toString(), Files.readAllBytes(file));
  }

  public void text(String place, String text) {
    bytes(place, text.getBytes(StandardCharsets.UTF_8));
  }

  public void bytes(String place, byte[] hay) {
    bytesSearched += hay.length;
    long window = 0;
    for (int i = 0; i < hay.length; i++) {
      window = ((window << 8) | (hay[i] & 0xff)) & WINDOW_MASK;
      int slot = slot(window);
      if ((filter[slot >>> 6] & (1L << slot)) == 0 || i < Needle.SHORTEST - 1) continue;
      var ending = byEnd.get(window);
      if (ending != null) for (var needle : ending) compare(place, hay, i + 1, needle);
    }
  }

  private static int slot(long window) {
    return (int) ((window * MIX) >>> (Long.SIZE - FILTER_BITS));
  }

  private void compare(String place, byte[] hay, int end, Needle needle) {
    var bytes = needle.bytes();
    int begin = end - bytes.length;
    if (begin < 0 || finds.size() == FINDS_MAX) return;
    for (int i = 0; i < bytes.length; i++) if (hay[begin + i] != bytes[i]) return;
    if (needle.alone()
        && (joins(hay, begin - 1, -1) || joins(hay, end, 1) || isIdentity(hay, begin))) return;
    finds.add(new Find(place, begin, needle, around(hay, begin, end)));
  }

  /** Whether what stands there makes one word or number of it and its neighbour. */
  private static boolean joins(byte[] hay, int at, int step) {
    if (!is(hay, at, '.')) return isWord(hay, at);
    return isDigit(hay, at + step);
  }

  /** Whether what begins there is the hash with which {@link Object#toString} ends. */
  private static boolean isIdentity(byte[] hay, int begin) {
    return is(hay, begin - 1, '@') && CLASS.matcher(text(hay, begin - 200, begin - 1)).find();
  }

  private static boolean isWord(byte[] hay, int at) {
    return isDigit(hay, at) || (at >= 0 && at < hay.length && isLetter((char) hay[at]));
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(byte[] hay, int at) {
    return at >= 0 && at < hay.length && hay[at] >= '0' && hay[at] <= '9';
  }

  private static boolean is(byte[] hay, int at, char c) {
    return at >= 0 && at < hay.length && hay[at] == c;
  }

  private static String around(byte[] hay, int begin, int end) {
    return text(hay, begin - 100, begin) + "***" + text(hay, end, end + 40);
  }

  private static String text(byte[] hay, int from, int to) {
    int first = Math.max(0, from);
    int length = Math.max(0, Math.min(hay.length, to) - first);
    var text = new String(hay, first, length, StandardCharsets.UTF_8);
    return text.replaceAll("\\p{Cntrl}", "·");
  }
}
