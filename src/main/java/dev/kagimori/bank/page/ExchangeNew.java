package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;

/** Serial number and code of the token that takes its place. */
public record ExchangeNew(Shell shell, Trail trail, FlowForm form, boolean wantsNext, String serial)
    implements View {}
