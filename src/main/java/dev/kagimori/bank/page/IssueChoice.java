package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;

/** App or fob (B3). */
public record IssueChoice(Shell shell, Trail trail, FlowForm form) implements View {}
