package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;

/** The change, and what the terms ask for before it is made. */
public record DetailsConfirm(
    Shell shell, Trail trail, FlowForm form, String before, String after, Authorisation.Fields asks)
    implements View {}
