package dev.kagimori.stock.print;

/**
 * What stands on a fob's label.
 *
 * @param serial 6 to 20 characters of A–Z and 0–9; in text, as QR code and as Code 128
 * @param place branch and box, such as {@code 101 本店営業部 / B-0042}; may be empty, at most 200
 *     characters; what is too long for the label is cut
 * @param reference contract or user, like {@code place}
 */
public record Label(String serial, String place, String reference) {
  public Label {
    Printable.requireSerial(serial);
    Printable.requireText("place", place);
    Printable.requireText("reference", reference);
  }
}
