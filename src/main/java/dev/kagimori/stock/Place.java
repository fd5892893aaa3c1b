package dev.kagimori.stock;

import dev.kagimori.otp.Typed;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a fob lies, or would if it were in the house; null: it is not known, or in none.
 *
 * @param branch {@code [A-Z0-9-]{1,16}}
 * @param box {@code [A-Z0-9-]{1,32}}
 * @param shelf {@code [A-Z0-9-]{1,32}}
 */
public record Place(@Nullable String branch, @Nullable String box, @Nullable String shelf) {
  /** The branch where deliveries arrive unless said otherwise; there always is one. */
  public static final String HEAD_OFFICE = "HQ";

  private static final Pattern BRANCH = Pattern.compile("[A-Z0-9-]{1,16}");
  private static final Pattern BOX = Pattern.compile("[A-Z0-9-]{1,32}");

  public static boolean isBranch(String typed) {
    return BRANCH.matcher(typed).matches();
  }

  /** Of a box or a shelf. */
  public static boolean isBox(String typed) {
    return BOX.matcher(typed).matches();
  }

  /**
   * A code as people type it, in its one spelling: full-width or lower-case it is the same, and so
   * is whatever a Japanese keyboard makes of a hyphen (E10). It may yet be none.
   */
  public static String typed(String typed) {
    var code = new StringBuilder();
    for (char typedChar : typed.strip().toCharArray()) {
      char c = Typed.halfWidth(typedChar);
      if (Typed.isSeparator(c) && !Character.isWhitespace(c) && !Character.isSpaceChar(c)) c = '-';
      code.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
    }
    return code.toString();
  }

  static Place from(Row row) {
    return new Place(row.getString("branch"), row.getString("box"), row.getString("shelf"));
  }

  public JsonObject toJson() {
    return new JsonObject().put("branch", branch).put("box", box).put("shelf", shelf);
  }
}
