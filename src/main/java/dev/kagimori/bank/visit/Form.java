package dev.kagimori.bank.visit;

import io.vertx.core.MultiMap;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What was typed. */
public final class Form {
  private static final int LONGEST = 200;
  private static final int AMOUNT_DIGITS = 10;
  private static final Pattern GROUPED = Pattern.compile("[0-9]{1,3}(,[0-9]{3})+");

  /** Nobody types them, and no database takes all of them. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /** Letters, digits and what stands in names; nothing that could turn or hide what follows. */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{M}\\p{N} 　・･ー\\-‐－()（）「」｢｣.,．，、。'’&＆/／]+");

  private final MultiMap fields;
  private final List<Notice> notices = new ArrayList<>();

  Form(MultiMap fields) {
    this.fields = fields;
  }

  /** As it was typed, without spaces around; at most 200 characters. Empty where there is none. */
  public String text(String name) {
    var value = fields.get(name);
    if (value == null) return "";
    var text = CONTROL.matcher(value).replaceAll("").strip();
    if (text.length() <= LONGEST) return text;
    tooLong(name);
    return "";
  }

  /** Exactly as it was typed. */
  public String secret(String name) {
    var value = fields.get(name);
    if (value == null) return "";
    if (value.length() <= LONGEST) return value;
    tooLong(name);
    return "";
  }

  /** Full-width characters made half-width (E10). */
  public String plain(String name) {
    return Normalizer.normalize(text(name), Normalizer.Form.NFKC).strip();
  }

  /** Digits alone, as typed with spaces, hyphens, full width. */
  public String digits(String name) {
    return plain(name).replaceAll("[\\s\\-‐‑–ー−]", "");
  }

  public boolean has(String name) {
    return fields.contains(name);
  }

  /** Each value of a field that may be there several times. */
  public List<String> all(String name) {
    return fields.getAll(name);
  }

  /**
   * {@link #text}; where it is empty, that is told at the field.
   *
   * @param ja the field's name
   */
  public String needed(String name, String ja, String en) {
    var value = text(name);
    if (value.isEmpty()) missing(name, ja, en);
    return value;
  }

  /** The name of a person or a company, as it was typed; what is none is told at the field. */
  public String name(String name, String ja, String en) {
    var value = needed(name, ja, en);
    if (value.isEmpty() || NAME.matcher(value).matches()) return value;
    refuse(
        name,
        ja + "に使えない文字があります。文字、数字、「・」「－」などで入力してください。",
        "The " + en + " has characters that no name has. Use letters, digits and hyphens.");
    return "";
  }

  /** {@link #secret}, likewise. */
  public String neededSecret(String name, String ja, String en) {
    var value = secret(name);
    if (value.isEmpty()) missing(name, ja, en);
    return value;
  }

  private void tooLong(String name) {
    refuse(name, LONGEST + "文字以内で入力してください。", "Enter " + LONGEST + " characters at most.");
  }

  private void missing(String name, String ja, String en) {
    refuse(name, ja + "を入力してください。", "Enter the " + en + ".");
  }

  /** Yen, with or without separators and sign; told at the field where it is none. */
  public OptionalLong yen(String name, String ja, String en) {
    var typed = plain(name).replaceAll("[¥\\\\円\\s]", "");
    var digits = GROUPED.matcher(typed).matches() ? typed.replace(",", "") : typed;
    if (digits.matches("[0-9]{1," + AMOUNT_DIGITS + "}") && Long.parseLong(digits) > 0)
      return OptionalLong.of(Long.parseLong(digits));
    refuse(
        name,
        "%sは1円以上、%d桁までの数字で入力してください。".formatted(ja, AMOUNT_DIGITS),
        "Enter the %s in digits, from 1 yen on, %d digits at most.".formatted(en, AMOUNT_DIGITS));
    return OptionalLong.empty();
  }

  /** Something is wrong with a field. */
  public void refuse(String name, String ja, String en) {
    if (notices.stream().noneMatch(notice -> notice.field().equals(name)))
      notices.add(Notice.at(name, ja, en));
  }

  /** What was wrong so far. */
  public List<Notice> notices() {
    return List.copyOf(notices);
  }

  public boolean isFine() {
    return notices.isEmpty();
  }
}
