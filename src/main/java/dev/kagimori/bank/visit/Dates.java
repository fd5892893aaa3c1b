package dev.kagimori.bank.visit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and amounts as customers read them: in Tokyo, without eras. */
public final class Dates {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  private static final DateTimeFormatter JA =
      DateTimeFormatter.ofPattern("yyyy年M月d日 H時mm分", Locale.JAPAN);
  private static final DateTimeFormatter JA_SECOND =
      DateTimeFormatter.ofPattern("yyyy年M月d日 H時mm分ss秒", Locale.JAPAN);
  private static final DateTimeFormatter JA_DAY =
      DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.JAPAN);
  private static final DateTimeFormatter JA_CLOCK =
      DateTimeFormatter.ofPattern("H時mm分ss秒", Locale.JAPAN);
  private static final DateTimeFormatter EN =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter EN_SECOND =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter EN_DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

  private static final DateTimeFormatter EN_CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

  private Dates() {}

  public static String minute(Lang lang, OffsetDateTime time) {
    return (lang == Lang.JA ? JA : EN).format(time.atZoneSameInstant(JAPAN));
  }

  /** With seconds, as receipts have it (E3, E14). */
  public static String second(Lang lang, OffsetDateTime time) {
    return (lang == Lang.JA ? JA_SECOND : EN_SECOND).format(time.atZoneSameInstant(JAPAN));
  }

  /** The same of an instant. */
  public static String second(Lang lang, Instant time) {
    return (lang == Lang.JA ? JA_SECOND : EN_SECOND).format(time.atZone(JAPAN));
  }

  public static String day(Lang lang, OffsetDateTime time) {
    return (lang == Lang.JA ? JA_DAY : EN_DAY).format(time.atZoneSameInstant(JAPAN));
  }

  /** The day of an instant, which {@link #clock} completes in a narrow column. */
  public static String day(Lang lang, Instant time) {
    return (lang == Lang.JA ? JA_DAY : EN_DAY).format(time.atZone(JAPAN));
  }

  public static String clock(Lang lang, Instant time) {
    return (lang == Lang.JA ? JA_CLOCK : EN_CLOCK).format(time.atZone(JAPAN));
  }

  /** Such as {@code ¥1,000,000}; in Japanese with 円. */
  public static String yen(Lang lang, long amount) {
    return lang == Lang.JA
        ? String.format(Locale.ROOT, "%,d円", amount)
        : String.format(Locale.ROOT, "¥%,d", amount);
  }
}
