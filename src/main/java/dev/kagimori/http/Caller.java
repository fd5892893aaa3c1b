package dev.kagimori.http;

/**
 * Who asks, proved by a credential.
 *
 * @param institution the tenant that the credential belongs to
 * @param client the credential's name within it
 * @param address the client's, without port; behind a balancer what that one tells
 * @param requestId names the request in logs and audit
 */
public record Caller(String institution, String client, String address, String requestId) {}
