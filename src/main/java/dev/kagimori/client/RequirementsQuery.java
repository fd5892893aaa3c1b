package dev.kagimori.client;

/** What the customer is about to do, and where. */
public record RequirementsQuery(Operation operation, Payee payee, Channel channel) {
  /** To a payee named case by case, on a PC. */
  public RequirementsQuery(Operation operation) {
    this(operation, Payee.NEW, Channel.PC);
  }
}
