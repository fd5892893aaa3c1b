package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;

/** Nothing can be set up now; the notice says why, and from when. Only the way out is open. */
public record SetUpBarred(Shell shell, Trail trail, FlowForm form) implements View {}
