package dev.kagimori.fob.device;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A maker's product. The serial number's first characters tell it.
 *
 * @param serialShape what its serial numbers look like: {@code #} is a digit, {@code @} a digit or
 *     letter, all else stands for itself; 6 to 20 characters
 * @param manufacturer printable ASCII, at most 32 characters, like {@code model}
 */
public record Make(String serialShape, String manufacturer, String model, CodeRule rule) {
  // before the makes, whose constructor needs it
  private static final Pattern SHAPE = Pattern.compile("[A-Z0-9#@]{6,20}");
  private static final String ALPHANUMERICS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  public static final Make GM6 =
      new Make("GM########", "Gaku Musen", "GM-6", new CodeRule(6, 30, Algorithm.SHA1));
  public static final Make SY6 =
      new Make("SY########", "Sayo Denshi", "SY-6", new CodeRule(6, 30, Algorithm.SHA256));
  public static final Make TK6 =
      new Make("2V@@@@@@@@@@", "Tsubame Keiki", "TK-6", new CodeRule(6, 30, Algorithm.SHA512));
  public static final Make TK8 =
      new Make("8T@@@@@@@@@@", "Tsubame Keiki", "TK-8", new CodeRule(8, 60, Algorithm.SHA256));

  /** Every make that this simulator brings along. */
  public static final List<Make> ALL = List.of(GM6, SY6, TK6, TK8);

  /** Those with six digits and 30 seconds. */
  public static final List<Make> SIX_DIGITS = List.of(GM6, SY6, TK6);

  public Make {
    if (!SHAPE.matcher(serialShape).matches()) {
      throw new IllegalArgumentException("serialShape: 6 to 20 of A-Z, 0-9, # and @");
    }
    requireLabel(manufacturer, "manufacturer");
    requireLabel(model, "model");
  }

  static void requireLabel(String text, String name) {
    if (text.length() > 32 || !text.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
      throw new IllegalArgumentException(name + ": at most 32 printable ASCII characters");
    }
  }

  /** A serial number of this make. */
  public String serial(RandomGenerator random) {
    var serial = new StringBuilder();
    for (int i = 0; i < serialShape.length(); i++) {
      char c = serialShape.charAt(i);
      serial.append(
          switch (c) {
            case '#' -> ALPHANUMERICS.charAt(random.nextInt(10));
            case '@' -> ALPHANUMERICS.charAt(random.nextInt(ALPHANUMERICS.length()));
            default -> c;
          });
    }
    return serial.toString();
  }
}
