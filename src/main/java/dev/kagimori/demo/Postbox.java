package dev.kagimori.demo;

import dev.kagimori.inbox.Inbox;
import dev.kagimori.inbox.Received;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** A customer's mails, as they come in. */
final class Postbox {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final int LOOKS = 300;
  private static final Pattern SERVICE_ID = Pattern.compile("サービスID\\h*([0-9]{8})");
  private static final Pattern USER_ID = Pattern.compile("ユーザID\\h*([0-9]{12})");

  private final Inbox inbox;
  private final Ending ending;
  private final Set<String> read = new HashSet<>();

  Postbox(Inbox inbox, Ending ending) {
    this.inbox = inbox;
    this.ending = ending;
    inbox.mails().forEach(mail -> read.add(mail.messageId()));
  }

  /** What an app is set up with, beside the start password. */
  record Ids(String serviceId, String userId) {
    /**
     * From an issue mail.
     *
     * @throws IOException where they are not in it
     */
    static Ids in(Received mail) throws IOException {
      return new Ids(find(SERVICE_ID, mail), find(USER_ID, mail));
    }

    private static String find(Pattern pattern, Received mail) throws IOException {
      var found = pattern.matcher(mail.text());
      if (!found.find()) throw new IOException("no IDs in the mail \"" + mail.subject() + "\"");
      return found.group(1);
    }
  }

  /**
   * The next mail to an address that was not read yet.
   *
   * @param about a word of its subject
   * @throws IOException where none has come within half a minute
   */
  Received next(String to, String about) throws IOException {
    for (var look = 0; look < LOOKS; look++) {
      for (var mail : inbox.mails())
        if (mail.to().equals(to) && mail.subject().contains(about) && read.add(mail.messageId()))
          return mail;
      ending.pause(LOOK_EVERY);
    }
    throw new IOException("no mail has come to " + to);
  }
}
