package dev.kagimori.mail;

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
    return new JsonObject()
        .put("institution", letterhead.institution())
        .put("from", letterhead.from().text())
        .put("helpDesk", letterhead.helpDesk())
        .put("phone", letterhead.phone())
        .put("hours", letterhead.hours())
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
    return new Content(
        new Letterhead(
            json.getString("institution"),
            Address.of(json.getString("from")),
            json.getString("helpDesk"),
            json.getString("phone"),
            json.getString("hours")),
        values);
  }
}
