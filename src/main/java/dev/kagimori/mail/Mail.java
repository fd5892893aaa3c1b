package dev.kagimori.mail;

import dev.kagimori.institution.MailTerms;
import dev.kagimori.institution.Terms;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent, made of what its {@link Kind} tells:
 *
 * <pre>{@code
 * Mail.notice(institution, terms, Kind.STARTED, contract.registeredMail())
 *     .map(mail -> mail.about(contract, user).at(now).receiptNumber("0001234").serial("GM00000001"))
 *     .ifPresent(mail -> outbox.add(writes, mail, now))
 * }</pre>
 *
 * @param contract whom it is about, for staff who look for it
 */
public record Mail(
    String institution,
    Kind kind,
    Letterhead letterhead,
    Address to,
    @Nullable String contract,
    @Nullable String user,
    Map<Slot, String> values) {
  private static final int VALUE_MAX = 2_000;
  private static final int SHOWN = 4;

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
  public static Mail of(String institution, Kind kind, Letterhead letterhead, Address to) {
    return new Mail(institution, kind, letterhead, to, null, null, Map.of());
  }

  /**
   * The same, where the terms have it.
   *
   * @param to where it goes; null or no address: nowhere
   * @return empty where the institution sends no mails, or not this kind of notice, or there is no
   *     address that mail can be sent to
   */
  public static Optional<Mail> notice(
      String institution, Terms terms, Kind kind, @Nullable String to) {
    var mails = terms.mail();
    if (mails == null || to == null) return Optional.empty();
    if (!kind.notice().map(mails.notices()::contains).orElse(true)) return Optional.empty();
    return Letterhead.of(terms)
        .flatMap(letterhead ->
            Address.parse(to).map(address -> of(institution, kind, letterhead, address)));
  }

  /** Whom it is about. */
  public Mail about(String ofContract, @Nullable String aUser) {
    return new Mail(institution, kind, letterhead, to, ofContract, aUser, values);
  }

  /** When it was done. */
  public Mail at(Instant instant) {
    return with(Slot.AT, instant.toString());
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

  /** The last day on which the old fob works. */
  public Mail oldUntil(LocalDate day) {
    return with(Slot.OLD_UNTIL, day.toString());
  }

  /** When the start-use password and the IDs end. */
  public Mail startPasswordUntil(Instant instant) {
    return with(Slot.START_PASSWORD_UNTIL, instant.toString());
  }

  /**
   * Where the app is to be had (A19).
   *
   * @throws IllegalArgumentException when the terms name no address at all
   */
  public Mail downloads(MailTerms terms) {
    var links = new ArrayList<String>();
    link(links, Slot.Link.SMARTPHONE, terms.smartphoneUrl());
    link(links, Slot.Link.FEATURE_PHONE, terms.featurePhoneUrl());
    link(links, Slot.Link.MODELS, terms.modelsUrl());
    return with(Slot.DOWNLOADS, String.join("\n", links));
  }

  private static void link(ArrayList<String> links, Slot.Link link, @Nullable String url) {
    if (url != null) links.add(link + " " + url);
  }

  private Mail with(Slot slot, String value) {
    var more = new EnumMap<Slot, String>(Slot.class);
    more.putAll(values);
    more.put(slot, value);
    return new Mail(institution, kind, letterhead, to, contract, user, more);
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
