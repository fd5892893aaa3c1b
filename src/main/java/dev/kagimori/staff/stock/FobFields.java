package dev.kagimori.staff.stock;

import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemException;
import dev.kagimori.stock.Known;
import dev.kagimori.stock.Selection;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What is said of fobs in a request, read once and in one spelling. */
final class FobFields {
  private static final String WAYS = "serials, box, delivery, from + to";

  private FobFields() {}

  /** The one in the path. */
  static SerialNumber serial(Call call) {
    return serial(call.path("serial"), new FieldError(In.PATH, "/serial", Reason.SERIAL, ""));
  }

  /** Where a page begins. */
  static SerialNumber after(String typed) {
    return serial(typed, new FieldError(In.QUERY, "/after", Reason.SERIAL, ""));
  }

  /** Those that are typed or scanned, each in whatever spelling. */
  static List<SerialNumber> serials(JsonArray typed, String pointer) {
    var serials = new ArrayList<SerialNumber>();
    for (int n = 0; n < typed.size(); n++)
      serials.add(serial(typed.getString(n), FieldError.body(pointer + "/" + n, Reason.SERIAL)));
    return serials;
  }

  /** What was asked for by a name that the books don't have. */
  static Problem notKnown(In in, Known what) {
    var pointer =
        switch (what) {
          case BRANCH -> "/branch";
          case BOX -> "/box";
          case DELIVERY -> "/delivery";
        };
    return FieldError.malformed(new FieldError(in, pointer, Reason.NOT_IN_THE_BOOKS, ""));
  }

  /** Exactly one way of saying which. */
  static Selection selection(JsonObject body) {
    var fobs = body.getJsonObject("fobs");
    var names = fobs.fieldNames();
    if (names.size() == 2 && names.contains("from") && names.contains("to"))
      return new Selection.Range(bound(fobs, "from"), bound(fobs, "to"));
    if (names.size() == 1 && names.contains("serials"))
      return new Selection.Serials(serials(fobs.getJsonArray("serials"), "/fobs/serials"));
    if (names.size() == 1 && names.contains("box")) return new Selection.Box(fobs.getString("box"));
    if (names.size() == 1 && names.contains("delivery"))
      return new Selection.OfDelivery(fobs.getInteger("delivery"));
    throw new ProblemException(
        FieldError.malformed(new FieldError(In.BODY, "/fobs", Reason.ONE_OF_THESE, WAYS)));
  }

  /** Where {@link #selection} was read from. */
  static String pointer(Selection selection) {
    return switch (selection) {
      case Selection.Serials _ -> "/fobs/serials";
      case Selection.Range _ -> "/fobs/from";
      case Selection.Box _ -> "/fobs/box";
      case Selection.OfDelivery _ -> "/fobs/delivery";
    };
  }

  private static SerialNumber bound(JsonObject fobs, String name) {
    return serial(fobs.getString(name), FieldError.body("/fobs/" + name, Reason.SERIAL));
  }

  private static SerialNumber serial(String typed, FieldError error) {
    return SerialNumber.parse(typed)
        .orElseThrow(() -> new ProblemException(FieldError.malformed(error)));
  }
}
