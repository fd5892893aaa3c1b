package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.View;

/** The code that completes a login. */
public record LoginCode(Shell shell, FlowForm form, boolean wantsNext) implements View {}
