package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Reply;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Institution.Make;
import dev.kagimori.client.TokenKind;
import java.util.List;

/** Where serial number and code are found, with a picture of each kind of token (E13). */
public record Where(Shell shell, List<Picture> fobs, List<Picture> apps) implements View {
  private static final String CODE = "48271639";

  /**
   * A token as it is drawn.
   *
   * @param serial an example, in the shape of its make
   * @param code an example
   * @param shape 0 to 2: how its case is drawn
   */
  public record Picture(String serial, String code, int shape) {}

  static Reply show(Visit visit) {
    var makes = visit.institution().makes().stream().filter(Make::startOpen).toList();
    return Reply.page(
        new Where(
            visit.shell(),
            pictures(makes, TokenKind.HARDWARE),
            pictures(makes, TokenKind.SOFTWARE)));
  }

  private static List<Picture> pictures(List<Make> makes, TokenKind kind) {
    return makes.stream()
        .filter(make -> make.kind() == kind)
        .map(make -> new Picture(example(make), code(make), shape(make.prefix())))
        .toList();
  }

  /** Two letters and eight digits, or twelve of both (E10, F1). */
  private static String example(Make make) {
    if (make.kind() == TokenKind.SOFTWARE) return make.prefix() + "1048263795";
    return make.prefix() + (isLetters(make.prefix()) ? "10482637" : "0716016FK2");
  }

  private static String code(Make make) {
    var half = make.digits() / 2;
    var code = CODE.substring(0, make.digits());
    return code.substring(0, half) + " " + code.substring(half);
  }

  private static int shape(String prefix) {
    if (!isLetters(prefix)) return 0;
    return prefix.charAt(0) < 'N' ? 1 : 2;
  }

  private static boolean isLetters(String prefix) {
    return prefix.chars().allMatch(Character::isLetter);
  }
}
