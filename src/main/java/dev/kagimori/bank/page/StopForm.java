package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;

/**
 * What a stop of use asks for.
 *
 * @param own the confirmation password, too
 * @param outside whether it is done before login
 */
public record StopForm(
    Shell shell, Trail trail, FlowForm form, boolean wantsNext, boolean own, boolean outside)
    implements View {}
