package dev.kagimori.stock;

import io.vertx.core.json.JsonObject;
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

  JsonObject toJson() {
    var json = new JsonObject();
    if (branch != null) json.put("branch", branch);
    if (box != null) json.put("box", box);
    if (shelf != null) json.put("shelf", shelf);
    return json;
  }
}
