package dev.kagimori.mail;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent, made of what its {@link Kind} tells:
 *
 * <pre>{@code
 * Mail.of(institution, Kind.STARTED, language, letterhead, address)
 *     .about(contract, user).at(now).receiptNumber("0001234").serial("GM00000001")
 * }</pre>
 *
 * @param contract whom it is about, for staff who look for it
 */
public record Mail(
    String institution,
    Kind kind,
    Language language,
    Letterhead letterhead,
    Address to,
    @Nullable String contract,
    @Nullable String user,
    Map<Slot, String> values) {
  private static final int VALUE_MAX = 2_000;
  private static final int SHOWN = 4;
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final DateTimeFormatter JA =
      DateTimeFormatter.ofPattern("uuuu年M月d日 H時mm分", Locale.JAPAN).withZone(TOKYO);
  private static final DateTimeFormatter EN =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm '(Japan time)'", Locale.ENGLISH)
          .withZone(TOKYO);

  public Mail {
    values = Map.copyOf(values);
    for (var value : values.values())
      if (value.isBlank()
          || value.length() > VALUE_MAX
          || value.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)))
        throw new IllegalArgumentException(
            "a value of a mail has 1 to 2,000 characters, none of them a control character");
  }

  /** One that tells nothing yet. */
  public static Mail of(
      String institution, Kind kind, Language language, Letterhead letterhead, Address to) {
    return new Mail(institution, kind, language, letterhead, to, null, null, Map.of());
  }

  /** Whom it is about. */
  public Mail about(String ofContract, String aUser) {
    return new Mail(institution, kind, language, letterhead, to, ofContract, aUser, values);
  }

  /** When it was done. */
  public Mail at(Instant instant) {
    return with(Slot.AT, time(instant));
  }

  public Mail receiptNumber(String number) {
    return with(Slot.RECEIPT_NUMBER, number);
  }

  /** The serial number that it is about, of which no more than the end is told. */
  public Mail serial(String serial) {
    return with(Slot.SERIAL, end(serial));
  }

  /** The same of the one before an exchange. */
  public Mail previousSerial(String serial) {
    return with(Slot.PREVIOUS_SERIAL, end(serial));
  }

  public Mail serviceId(String id) {
    return with(Slot.SERVICE_ID, id);
  }

  public Mail userId(String id) {
    return with(Slot.USER_ID, id);
  }

  /** When the start-use password and the IDs end. */
  public Mail startPasswordUntil(Instant instant) {
    return with(Slot.START_PASSWORD_UNTIL, time(instant));
  }

  /** Where the app is to be had, at least one address. */
  public Mail downloads(List<URI> addresses) {
    return with(
        Slot.DOWNLOADS, String.join("\n", addresses.stream().map(URI::toASCIIString).toList()));
  }

  private Mail with(Slot slot, String value) {
    var more = new EnumMap<Slot, String>(Slot.class);
    more.putAll(values);
    more.put(slot, value);
    return new Mail(institution, kind, language, letterhead, to, contract, user, more);
  }

  private String time(Instant instant) {
    return switch (language) {
      case JA -> JA.format(instant);
      case EN -> EN.format(instant);
    };
  }

  private static String end(String serial) {
    if (serial.length() <= SHOWN)
      throw new IllegalArgumentException("a serial number has more than 4 characters");
    return serial.substring(serial.length() - SHOWN);
  }

  /** Without address and values: it stays out of logs. */
  @Override
  public String toString() {
    return "Mail(" + institution + ", " + kind + ")";
  }
}
