package dev.kagimori.http;

/**
 * Where a request goes.
 *
 * @param operation its id in the contract, {@code page}, {@code file}, or {@code -}
 * @param route the path's template, since paths name customers; {@code -} where the path is none of
 *     the contract's
 * @param hot asked so often that its good answers are no news
 */
record Destination(String operation, String route, boolean hot) {
  static final Destination NONE = new Destination("-", "-", false);
  static final Destination PAGE = new Destination("page", "/docs", false);
  static final Destination FILE = new Destination("file", "/app", false);
}
