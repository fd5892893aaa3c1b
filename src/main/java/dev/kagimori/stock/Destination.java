package dev.kagimori.stock;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where fobs are moved to. What is null stays as it is, but for the shelf, which does not come
 * along to another branch; what is empty is left.
 */
public record Destination(@Nullable String branch, @Nullable String box, @Nullable String shelf) {
  public Destination {
    if (branch == null && box == null && shelf == null)
      throw new IllegalArgumentException("nowhere to go");
    if ((branch != null && !Place.isBranch(branch)) || isNoBox(box) || isNoBox(shelf))
      throw new IllegalArgumentException("no such place can be");
  }

  /** What {@link #toJson} wrote, and a body with these fields; empty: it names no place. */
  public static Optional<Destination> read(JsonObject json) {
    var branch = json.getString("branch");
    var box = json.getString("box");
    var shelf = json.getString("shelf");
    return branch == null && box == null && shelf == null
        ? Optional.empty()
        : Optional.of(new Destination(branch, box, shelf));
  }

  private static boolean isNoBox(@Nullable String typed) {
    return typed != null && !typed.isEmpty() && !Place.isBox(typed);
  }

  Place from(Place before) {
    var to = branch == null ? before.branch() : branch;
    boolean elsewhere = to != null && !to.equals(before.branch());
    return new Place(
        to,
        box == null ? before.box() : none(box),
        shelf == null ? elsewhere ? null : before.shelf() : none(shelf));
  }

  private static @Nullable String none(String given) {
    return given.isEmpty() ? null : given;
  }

  /** What is given of it. */
  public JsonObject toJson() {
    var json = new JsonObject();
    if (branch != null) json.put("branch", branch);
    if (box != null) json.put("box", box);
    if (shelf != null) json.put("shelf", shelf);
    return json;
  }
}
