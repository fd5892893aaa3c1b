package dev.kagimori.mail;

import dev.kagimori.keyring.Keyring;
import java.util.UUID;

/** A mail in clear, as it is handed to the SMTP server. */
record Letter(UUID id, Address from, String sender, Address to, String subject, String body) {
  /**
   * Opens what was claimed. Awaits where the institution's keys are not here yet.
   *
   * @throws RuntimeException of any kind when it can't be read; trying again does not help
   */
  static Letter open(Claimed claimed, Keyring keyring, Templates templates) {
    var institution = claimed.institution();
    if (!keyring.has(institution, claimed.content().keyVersion())) keyring.load(institution);
    var to = keyring.openText(institution, Outbox.RECIPIENT, claimed.id(), claimed.recipient());
    var content =
        Content.decode(
            keyring.openText(institution, Outbox.CONTENT, claimed.id(), claimed.content()));
    var text = templates.filled(Kind.valueOf(claimed.kind()), content);
    return new Letter(
        claimed.id(),
        content.letterhead().from(),
        content.letterhead().sender(),
        Address.of(to),
        text.subject(),
        text.body());
  }

  /** The same for each try, so that a reader's program can tell that it is one mail. */
  String messageId() {
    return "<" + id + "@" + from.domain() + ">";
  }

  @Override
  public String toString() {
    return "Letter(" + id + ")";
  }
}
