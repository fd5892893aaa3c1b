package dev.kagimori.inbox;

import io.vertx.core.json.JsonObject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it was taken.
 *
 * @param to as the envelope says
 * @param from the sender's name and address
 * @param at as the mail's header says
 * @param messageId the same for each copy of one mail
 */
public record Received(
    String to, String from, String subject, String text, String at, String messageId) {
  static Received of(String to, MimeMessage message) throws MessagingException {
    try {
      return new Received(
          to,
          ((InternetAddress) message.getFrom()[0]).toUnicodeString(),
          told(message.getSubject()),
          told(String.valueOf(message.getContent())).replace("\r\n", "\n"),
          told(message.getHeader("Date", null)),
          told(message.getMessageID()));
    } catch (IOException e) {
      throw new MessagingException("a mail can't be read", e);
    }
  }

  private static String told(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static final Pattern NAMED = Pattern.compile("\\s*\"?([^\"<]*?)\"?\\s*<([^<>]+)>\\s*");
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Tokyo"));

  /** The sender's name; its address where there is none. */
  String institution() {
    var named = NAMED.matcher(from);
    return named.matches() && !named.group(1).isEmpty() ? named.group(1) : from;
  }

  /** The sender's address alone. */
  String address() {
    var named = NAMED.matcher(from);
    return named.matches() ? named.group(2) : from;
  }

  /** By the bank's wall clock; as the header has it where that can't be read. */
  String time() {
    try {
      var date = at.replaceFirst("\\s*\\(.*\\)$", "");
      return SHOWN.format(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeParseException e) {
      return at;
    }
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("to", to)
        .put("from", from)
        .put("subject", subject)
        .put("text", text)
        .put("at", at);
  }
}
