package dev.kagimori.stock.print;

import dev.kagimori.mail.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A letter's words with places for what it tells, such as <code>{until}</code>. The first line is
 * the title; a line with nothing but <code>{fob}</code> is where the fob's serial number stands
 * with its codes.
 */
record LetterText(String title, List<String> body) {
  static final String FOB = "{fob}";

  private static final Pattern PLACE = Pattern.compile("\\{([^{}\n]*)}");
  private static final Set<String> PLACES =
      Set.of(
          "institution",
          "fob",
          "serial",
          "previousSerialEnd",
          "until",
          "helpDesk",
          "helpDeskPhone",
          "helpDeskHours");

  /**
   * The words of an exchange.
   *
   * @throws IllegalStateException if the template is missing or has other places than these
   */
  static LetterText exchange(Language language) {
    var file =
        switch (language) {
          case JA -> "/letters/exchange_ja.txt";
          case EN -> "/letters/exchange_en.txt";
        };
    try (var in = LetterText.class.getResourceAsStream(file)) {
      if (in == null) throw new IllegalStateException(file + " is missing");
      return parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LetterText parse(String file, String text) {
    var used = PLACE.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toSet());
    if (!used.equals(PLACES)) {
      throw new IllegalStateException(file + ": has to have the places " + PLACES);
    }
    var lines = text.strip().lines().toList();
    return new LetterText(lines.getFirst(), lines.subList(1, lines.size()));
  }

  /** Each place filled once, with the value as it is; {@link #FOB} stays. */
  LetterText filled(Map<String, String> values) {
    return new LetterText(
        filled(title, values), body.stream().map(line -> filled(line, values)).toList());
  }

  private static String filled(String line, Map<String, String> values) {
    if (line.equals(FOB)) return line;
    return PLACE
        .matcher(line)
        .replaceAll(place -> {
          var value = values.get(place.group(1));
          if (value == null) throw new IllegalArgumentException(place.group(1) + " is not told");
          return Matcher.quoteReplacement(value);
        });
  }
}
