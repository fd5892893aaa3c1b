package dev.kagimori.mail;

import dev.kagimori.institution.BusinessDay;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Hands letters to the SMTP server, each on a connection of its own: one that was kept could be
 * found dead in the middle of the next letter.
 */
final class Postman implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int CLOSE_SECONDS = 2;

  private final Smtp smtp;
  private final MailClient client;

  /** The client's connections are safe for one thread alone, that of whoever asks it to send. */
  private final Context loop;

  Postman(Vertx vertx, Smtp smtp, int lettersMax) {
    this.smtp = smtp;
    client = MailClient.create(vertx, config(smtp, lettersMax));
    loop = vertx.getOrCreateContext();
  }

  private static MailConfig config(Smtp smtp, int lettersMax) {
    var config =
        new MailConfig()
            .setHostname(smtp.host())
            .setPort(smtp.port())
            .setStarttls(
                switch (smtp.tls()) {
                  case REQUIRED -> StartTLSOptions.REQUIRED;
                  case OPTIONAL -> StartTLSOptions.OPTIONAL;
                  case NONE -> StartTLSOptions.DISABLED;
                })
            .setLogin(LoginOption.DISABLED)
            .setKeepAlive(false)
            .setPipelining(false) // a refused recipient must not be followed by an empty letter
            .setMaxPoolSize(lettersMax)
            .setConnectTimeout((int) Math.min(CONNECT_MILLIS, smtp.total().toMillis()))
            .setSslHandshakeTimeout(CONNECT_MILLIS)
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout((int) smtp.total().toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
    smtp.rootCert()
        .ifPresent(
            pem -> config.setTrustOptions(new PemTrustOptions().addCertPath(pem.toString())));
    smtp.login()
        .ifPresent(login ->
            config
                .setLogin(LoginOption.REQUIRED)
                .setAuthMethods("PLAIN LOGIN")
                .setUsername(login.user())
                .setPassword(login.password()));
    return config;
  }

  /**
   * A letter on its way.
   *
   * @param outcome within the total time
   * @param ended when the client has let go of it, which may be later
   */
  record Attempt(Future<Delivery> outcome, Future<?> ended) {}

  /** Hands a letter over; the outcome never fails. */
  Attempt send(Letter letter, Instant now) {
    var message = message(letter, now);
    var sent = Promise.<MailResult>promise();
    loop.runOnContext(_ -> client.sendMail(message).onComplete(sent));
    var ended = sent.future();
    var outcome =
        ended
            .timeout(smtp.total().toMillis(), TimeUnit.MILLISECONDS)
            .<Delivery>map(_ -> new Delivery.Sent())
            .recover(e -> Future.succeededFuture(judged(e, message)));
    return new Attempt(outcome, ended);
  }

  private static Handover message(Letter letter, Instant now) {
    var message = new Handover();
    message.setFrom(letter.from().text());
    message.setTo(letter.to().text());
    message.setText(letter.body());
    message.setHeaders(
        MultiMap.caseInsensitiveMultiMap()
            .add("Message-ID", letter.messageId())
            .add("Date", date(now))
            .add("From", EncodedWords.of(letter.sender()) + "\r\n <" + letter.from().text() + ">")
            .add("Subject", EncodedWords.of(letter.subject()))
            .add("Auto-Submitted", "auto-generated")); // RFC 3834: no holiday note comes back
    return message;
  }

  private static String date(Instant now) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(BusinessDay.TOKYO));
  }

  /** What a failure means: 4yz is for now, 5yz for ever (RFC 5321 §4.2.1). */
  private static Delivery judged(Throwable failure, Handover message) {
    var refusal = failure instanceof SMTPException e ? status(e) : OptionalInt.empty();
    if (message.giveUp()) return new Delivery.Later(Reason.NO_SERVER, refusal);
    if (refusal.isEmpty()) return new Delivery.Unknown();
    return refusal.getAsInt() < 500
        ? new Delivery.Later(Reason.REFUSED, refusal)
        : new Delivery.Bounced(Reason.REFUSED, refusal);
  }

  /** Of a reply that is one; the client takes what it can't read for 500. */
  private static OptionalInt status(SMTPException refusal) {
    return refusal.getReplyMessage().matches("(?s)[45][0-9][0-9][ -].*")
        ? OptionalInt.of(refusal.getReplyCode())
        : OptionalInt.empty();
  }

  @Override
  public void close() {
    // what is still at work keeps it open; its connection ends by itself when it says nothing more
    client.close().timeout(CLOSE_SECONDS, TimeUnit.SECONDS).otherwiseEmpty().await();
  }
}
