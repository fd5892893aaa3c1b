package dev.kagimori.audit;

/**
 * Who asked, and from where.
 *
 * @param client the front end's credential, or the staff account
 * @param address the peer's address
 * @param requestId ties the entry to the log
 */
public record Source(String client, String address, String requestId) {}
