package dev.kagimori.mail;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;

/** What a mail tells, as it lies sealed in its row. */
record Content(Letterhead letterhead, Map<Slot, String> values) {
  static Content of(Mail mail) {
    return new Content(mail.letterhead(), mail.values());
  }

  String encode() {
    var told = new JsonObject();
    values.forEach((slot, value) -> told.put(slot.name(), value));
    var parts = new JsonArray();
    for (var part : letterhead.parts())
      parts.add(
          new JsonObject()
              .put("language", part.language().name())
              .put("institution", part.institution())
              .put("helpDesk", part.helpDesk())
              .put("phone", part.phone())
              .put("hours", part.hours()));
    return new JsonObject()
        .put("from", letterhead.from().text())
        .put("parts", parts)
        .put("values", told)
        .encode();
  }

  /**
   * What {@link #encode} gave.
   *
   * @throws IllegalArgumentException when it was written by a version that knew other slots
   */
  static Content decode(String text) {
    var json = new JsonObject(text);
    var values = new EnumMap<Slot, String>(Slot.class);
    json.getJsonObject("values")
        .forEach(value -> values.put(Slot.valueOf(value.getKey()), (String) value.getValue()));
    var parts = json.getJsonArray("parts").stream().map(JsonObject.class::cast).map(Content::part);
    return new Content(new Letterhead(Address.of(json.getString("from")), parts.toList()), values);
  }

  private static Letterhead.Part part(JsonObject json) {
    return new Letterhead.Part(
        Language.valueOf(json.getString("language")),
        json.getString("institution"),
        json.getString("helpDesk"),
        json.getString("phone"),
        json.getString("hours"));
  }
}
