/**
 * Mails to customers. {@link dev.kagimori.mail.Outbox} writes one in the transaction of what it
 * tells of; any instance sends it ({@link dev.kagimori.mail.Mailroom}), by SMTP, once.
 *
 * <p>A row is claimed, and the claim committed, before the first word to the SMTP server. Nobody
 * can tell whether a server whose answer was lost has taken a message (RFC 5321 §4.5.3.2.6, RFC
 * 1047), so that such a mail is {@code UNKNOWN}: it is shown, and never sent again. A customer who
 * waits for a mail can ask for a new one; one who gets the same mail twice cannot tell it from a
 * swindler's.
 */
@NullMarked
package dev.kagimori.mail;

import org.jspecify.annotations.NullMarked;
