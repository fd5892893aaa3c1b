package dev.kagimori.bank.visit;

/**
 * What the form of a step carries, and where its buttons lead.
 *
 * @param action where it is posted
 * @param attempt the number of this submission
 * @param back the address of the step before; empty: there is none
 * @param submit what the button says
 */
public record FlowForm(String action, int attempt, String back, String submit) {
  /** The form of a flow's present step. */
  public static FlowForm of(Visit visit, Flow flow, String backStep, String submit) {
    var action = visit.url(flow.path());
    var back =
        backStep.isEmpty() ? "" : action.substring(0, action.lastIndexOf('/') + 1) + backStep;
    return new FlowForm(action, flow.attempt(), back, submit);
  }
}
