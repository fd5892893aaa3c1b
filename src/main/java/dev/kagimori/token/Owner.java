package dev.kagimori.token;

/** The user that a token is allocated to or registered by. */
public record Owner(String contract, String user) {}
