package dev.kagimori.mail;

import dev.kagimori.institution.HelpDesk;
import dev.kagimori.institution.Terms;
import java.util.List;
import java.util.Optional;

/**
 * Who writes, and whom to call (A13).
 *
 * @param from the sender's address
 * @param parts one for each language that mails are written in, in their order; at least one
 */
public record Letterhead(Address from, List<Part> parts) {
  private static final int MAX = 1_000;

  /**
   * In one language; a line each, 1 to 1,000 characters.
   *
   * @param institution its name, as customers know it
   * @param helpDesk its name
   * @param phone the help desk's number
   * @param hours when it answers, closed days included
   */
  public record Part(
      Language language, String institution, String helpDesk, String phone, String hours) {
    public Part {
      for (var line : new String[] {institution, helpDesk, phone, hours})
        if (line.isBlank() || line.length() > MAX || line.chars().anyMatch(Character::isISOControl))
          throw new IllegalArgumentException(
              "a letterhead has lines of 1 to 1,000 characters, none of them a control character");
    }
  }

  public Letterhead {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.stream().map(Part::language).distinct().count() != parts.size())
      throw new IllegalArgumentException("a letterhead has each of its languages once");
  }

  /**
   * As the terms have it; empty where the institution sends no mails. Of terms that were taken by
   * an earlier release a line may be mended: nothing that is done waits for a mail to be beautiful.
   */
  public static Optional<Letterhead> of(Terms terms) {
    var mail = terms.mail();
    var desk = terms.helpDesk();
    if (mail == null || desk == null) return Optional.empty();
    var from = Address.parse(mail.from());
    if (from.isEmpty()) return Optional.empty();
    var parts =
        mail.languages().stream()
            .map(Language::of)
            .map(language -> part(terms, desk, language))
            .toList();
    return Optional.of(new Letterhead(from.get(), parts));
  }

  /** One part of it, also of a language that mails are not written in; empty: no help desk. */
  public static Optional<Part> part(Terms terms, Language language) {
    return Optional.ofNullable(terms.helpDesk()).map(desk -> part(terms, desk, language));
  }

  private static Part part(Terms terms, HelpDesk desk, Language language) {
    return switch (language) {
      case JA ->
          new Part(
              language,
              line(terms.nameJa()),
              line(desk.nameJa()),
              desk.phone(),
              line(Wording.hours(desk, language)));
      case EN ->
          new Part(
              language,
              line(terms.nameEn()),
              line(desk.nameEn()),
              desk.phone(),
              line(Wording.hours(desk, language)));
    };
  }

  private static String line(String text) {
    var line = text.replaceAll("\\p{Cc}+", " ").strip();
    if (line.isEmpty()) return "-";
    return line.substring(0, Math.min(MAX, line.length()));
  }

  /** By its first language. */
  String sender() {
    return parts.getFirst().institution();
  }
}
