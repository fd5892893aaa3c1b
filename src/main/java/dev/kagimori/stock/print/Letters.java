package dev.kagimori.stock.print;

import dev.kagimori.mail.Language;
import dev.kagimori.mail.Letterhead;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Letters that go with new fobs, one page each: how to exchange the old one, and until when. */
public final class Letters {
  /** How many letters one file takes. */
  public static final int PER_PART = PdfFile.PAGES_MAX;

  private static final int SERIAL_END = 4;

  private Letters() {}

  /**
   * Writes a PDF, a page a letter; leaves the stream open.
   *
   * @param from who writes, in whose language, and whom to call
   * @param date of the letters
   * @param letters 1 to {@link #PER_PART}
   * @throws IllegalArgumentException for none, or more
   * @throws IOException when the stream fails; what it holds then is no PDF
   */
  public static void write(
      OutputStream out, Letterhead.Part from, LocalDate date, List<Letter> letters)
      throws IOException {
    var text = LetterText.exchange(from.language());
    var day = day(from.language());
    PdfFile.write(
        out,
        text.title(),
        from.language().name().toLowerCase(Locale.ROOT),
        letters.size(),
        (page, canvas, face) -> {
          var letter = letters.get(page);
          var words = text.filled(told(from, letter, day));
          new LetterPage(canvas, face).draw(from, day.format(date), letter, words);
        });
  }

  private static Map<String, String> told(
      Letterhead.Part from, Letter letter, DateTimeFormatter day) {
    var previous = letter.previousSerial();
    return Map.of(
        "institution", from.institution(),
        "serial", letter.serial(),
        "previousSerialEnd", previous.substring(previous.length() - SERIAL_END),
        "until", day.format(letter.oldWorksUntil()),
        "helpDesk", from.helpDesk(),
        "helpDeskPhone", from.phone(),
        "helpDeskHours", from.hours());
  }

  private static DateTimeFormatter day(Language language) {
    return switch (language) {
      case JA -> DateTimeFormatter.ofPattern("uuuu年M月d日（E）", Locale.JAPANESE);
      case EN -> DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
    };
  }
}
