package dev.kagimori.client;

/**
 * A field that does not fit the contract.
 *
 * @param in {@code body}, {@code path}, {@code query} or {@code header}
 * @param pointer a JSON pointer; a parameter is {@code /name}
 * @param reason for people, in the language that was asked for
 */
public record FieldError(String in, String pointer, String reason) {}
