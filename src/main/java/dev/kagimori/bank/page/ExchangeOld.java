package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;

/** A code of the token in use. */
public record ExchangeOld(Shell shell, Trail trail, FlowForm form, boolean wantsNext)
    implements View {}
