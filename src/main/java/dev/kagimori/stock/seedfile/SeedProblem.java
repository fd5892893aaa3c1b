package dev.kagimori.stock.seedfile;

/**
 * Why a file or one of its records cannot be used. The texts never have a value of the file in
 * them: that could be a seed in the wrong place.
 *
 * @param position the record's number in the file, from 1; 0 where it concerns no record
 * @param line from 1
 * @param serial the record's serial number, as far as it is known and looks like one, else empty
 * @param field the element, attribute or column
 * @param ja reason and remedy in Japanese
 * @param en reason and remedy in English
 */
public record SeedProblem(
    int position, int line, String serial, Reason reason, String field, String ja, String en) {
  /** What kind of problem it is. */
  public enum Reason {
    /** HOTP, OCRA or another kind of key. */
    NOT_TOTP,
    /** Less than 112 bits, or the same byte all over. */
    WEAK_SEED,
    /** More than 1024 bits. */
    SEED_TOO_LONG,
    /** An encrypted value that nothing authenticates (RFC 6030 §6.1.1). */
    MAC_MISSING,
    /** A value is not what the maker wrote. */
    MAC_WRONG,
    /** The transport key is of the wrong kind or length, or does not open the file. */
    WRONG_KEY,
    /** The file is encrypted, and no transport key was given. */
    KEY_NEEDED,
    /** Signed, and the signature is wrong, or nothing to check it with was given. */
    SIGNATURE,
    /** Correct, but of a kind that cannot be read here. */
    NOT_SUPPORTED,
    /** A condition that cannot be kept (RFC 6030 §5). */
    POLICY,
    /** A value that is none of its field's. */
    OUT_OF_RANGE,
    /** Hex or Base32: the file does not say. */
    AMBIGUOUS,
    /** Not written as its format asks, or cut off. */
    MALFORMED,
    /** A field that has to be there is not. */
    MISSING,
    /** Over a bound. */
    TOO_LARGE
  }
}
