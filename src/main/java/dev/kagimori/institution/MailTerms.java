package dev.kagimori.institution;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mails that an institution sends (A8, B11).
 *
 * @param from the sender's address
 * @param senderDomains what customers are told to let through; the sender's own is among them
 * @param languages the languages of a mail, in their order: {@code ja}, {@code en}
 * @param notices what is told to the registered address
 * @param smartphoneUrl where the app is to be had (E17)
 * @param featurePhoneUrl the same for feature phones; null: none (A19)
 * @param modelsUrl the list of supported models (A19)
 */
public record MailTerms(
    String from,
    List<String> senderDomains,
    List<String> languages,
    Set<Notice> notices,
    @Nullable String smartphoneUrl,
    @Nullable String featurePhoneUrl,
    @Nullable String modelsUrl) {

  /** What a customer is told of by mail. */
  public enum Notice {
    /** An issue was accepted (A8). */
    ACCEPTANCE,
    SHIPPED,
    START,
    EXCHANGE,
    STOP,
    REVOKE,
    /** By staff; what wrong codes bring about is seen at once. */
    SUSPEND,
    UNLOCK,
    /** To the old address, that there is a new one. */
    ADDRESS
  }

  public MailTerms {
    senderDomains = List.copyOf(senderDomains);
    languages = List.copyOf(languages);
    notices = Set.copyOf(notices);
  }
}
