package dev.kagimori.mail;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail address: {@code local@domain} in ASCII (RFC 5321 §4.1.2), within the sizes of §4.5.3.1. Of
 * quoted local parts there are only those that Japanese phones have, with dots in a row or at an
 * end, typed with or without the quotes.
 */
public final class Address {
  private static final int MAX = 254;
  private static final int LOCAL_MAX = 64;
  private static final String ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]";
  private static final Pattern LOCAL = Pattern.compile("(?:" + ATEXT + "|\\.)+");
  private static final Pattern DOT_ATOM = Pattern.compile(ATEXT + "+(?:\\." + ATEXT + "+)*");
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")+");

  private final String local;
  private final String domain;

  private Address(String local, String domain) {
    this.local = local;
    this.domain = domain;
  }

  /** Empty where it is none: nothing can be sent there. */
  public static Optional<Address> parse(String text) {
    if (text.length() > MAX) return Optional.empty();
    int at = text.lastIndexOf('@');
    if (at < 1) return Optional.empty();
    var local = unquoted(text.substring(0, at));
    var domain = text.substring(at + 1);
    var address = new Address(local, domain);
    return LOCAL.matcher(local).matches()
            && DOMAIN.matcher(domain).matches()
            && address.localPart().length() <= LOCAL_MAX
            && address.text().length() <= MAX
        ? Optional.of(address)
        : Optional.empty();
  }

  /**
   * An address that somebody checked before.
   *
   * @throws IllegalArgumentException where it is none; the message does not repeat it
   */
  public static Address of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an address that mail can be sent to"));
  }

  /** As it is written to an SMTP server. */
  public String text() {
    return localPart() + "@" + domain;
  }

  public String domain() {
    return domain;
  }

  /** What staff see, such as {@code h•••@example.jp}. */
  public String masked() {
    return local.charAt(0) + "•••@" + domain;
  }

  private String localPart() {
    return DOT_ATOM.matcher(local).matches() ? local : '"' + local + '"';
  }

  private static String unquoted(String local) {
    return local.length() > 2 && local.startsWith("\"") && local.endsWith("\"")
        ? local.substring(1, local.length() - 1)
        : local;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address that && local.equals(that.local) && domain.equals(that.domain);
  }

  @Override
  public int hashCode() {
    return local.hashCode() * 31 + domain.hashCode();
  }

  /** Masked: addresses stay out of logs. */
  @Override
  public String toString() {
    return masked();
  }
}
