package dev.kagimori.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What each command on fobs is told beside what it does. */
final class StockOptions {
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--institution", required = true, paramLabel = "ID", description = "whose fobs")
  private String institution = "";

  @Option(names = "--json", description = "answers as the API does, for scripts")
  private boolean json;

  DatabaseOptions database() {
    return database;
  }

  String institution() {
    return institution;
  }

  boolean json() {
    return json;
  }
}
