package dev.kagimori.cli;

import picocli.CommandLine.Option;

/** Why something is done, where the audit wants to know. */
final class Why {
  @Option(
      names = "--why",
      required = true,
      converter = Reason.class,
      paramLabel = "TEXT",
      description = "for the audit")
  private String text = "";

  String text() {
    return text;
  }
}
