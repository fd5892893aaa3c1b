package dev.kagimori.stock.intake;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is to be imported, where to, and what becomes of it where a record will not do.
 *
 * @param delivery the maker's batch, by the name that it has in the institution: 1 to 64 characters
 * @param fileName for the books alone: 1 to 255 characters
 * @param branch where the fobs are, {@code [A-Z0-9-]{1,16}}
 * @param box in which all of them lie, {@code [A-Z0-9-]{1,32}}
 * @param dryRun everything is judged and nothing is written
 * @param transportKey the name of what opens the file, for the audit alone
 * @param signer the name of the certificate that it is signed by, for the audit alone
 */
public record ImportOrder(
    String institution,
    String delivery,
    String fileName,
    String branch,
    Optional<String> box,
    OnError onError,
    boolean dryRun,
    Optional<String> transportKey,
    Optional<String> signer) {
  /** Where deliveries arrive unless it is said otherwise. */
  public static final String HEAD_OFFICE = "HQ";

  private static final int NAME_MAX = 64;
  private static final int FILE_MAX = 255;
  private static final Pattern BRANCH = Pattern.compile("[A-Z0-9-]{1,16}");
  private static final Pattern BOX = Pattern.compile("[A-Z0-9-]{1,32}");
  private static final Pattern ENDINGS =
      Pattern.compile("(\\.(pskc|xml|csv|txt|uri))+$", Pattern.CASE_INSENSITIVE);

  /** What becomes of the good records where others will not do. */
  public enum OnError {
    /** All or nothing, in one transaction. */
    STOP,
    /** The good ones are kept. */
    SKIP;

    /** As options and columns spell it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws IllegalArgumentException when a value has not its form; names it, and the remedy
   */
  public ImportOrder {
    require(
        isName(delivery, NAME_MAX) && !delivery.matches("[.]{1,2}"), // which no path can name
        "delivery は印字できる文字で1〜64文字です(「.」と「..」は使えません)。",
        "delivery is 1 to 64 printable characters, and neither . nor .. itself.");
    require(
        isName(fileName, FILE_MAX),
        "ファイル名は印字できる文字で1〜255文字です。",
        "The file's name is 1 to 255 printable characters.");
    require(
        BRANCH.matcher(branch).matches(),
        "branch は A-Z、0-9、ハイフンで1〜16文字です。",
        "branch is 1 to 16 of A-Z, 0-9 and hyphen.");
    require(
        box.isEmpty() || BOX.matcher(box.get()).matches(),
        "box は A-Z、0-9、ハイフンで1〜32文字です。",
        "box is 1 to 32 of A-Z, 0-9 and hyphen.");
  }

  /** A whole delivery to the head office, in no box yet: all of it or nothing. */
  public static ImportOrder of(String institution, String fileName) {
    return new ImportOrder(
        institution,
        deliveryOf(fileName),
        fileName,
        HEAD_OFFICE,
        Optional.empty(),
        OnError.STOP,
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** The delivery's name where none is given: the file's, without directory and ending. */
  public static String deliveryOf(String fileName) {
    var name = fileName.substring(fileName.lastIndexOf('/') + 1);
    var bare = ENDINGS.matcher(name).replaceFirst("").strip();
    if (bare.isEmpty()) bare = name;
    return bare.length() <= NAME_MAX ? bare : bare.substring(0, NAME_MAX).strip();
  }

  private static boolean isName(String text, int max) {
    return !text.isBlank()
        && text.equals(text.strip())
        && text.length() <= max
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static void require(boolean holds, String ja, String en) {
    if (!holds) throw new IllegalArgumentException(ja + " / " + en);
  }
}
