package dev.kagimori.bank.visit;

/** Nobody knows yet what became of a submission; it can be asked again. */
public record UnknownOutcome(Shell shell, String action, int attempt) implements View {
  static UnknownOutcome of(Visit visit, Flow flow) {
    return new UnknownOutcome(visit.shell(flow.notices()), visit.url(flow.path()), flow.attempt());
  }
}
