package dev.kagimori.client;

/** What the service's texts for people are in. */
public enum Language {
  JA("ja"),
  EN("en");

  final String tag;

  Language(String tag) {
    this.tag = tag;
  }
}
