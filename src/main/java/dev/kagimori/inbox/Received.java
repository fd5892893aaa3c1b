package dev.kagimori.inbox;

import io.vertx.core.json.JsonObject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Objects;
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

  JsonObject toJson() {
    return new JsonObject()
        .put("to", to)
        .put("from", from)
        .put("subject", subject)
        .put("text", text)
        .put("at", at);
  }
}
