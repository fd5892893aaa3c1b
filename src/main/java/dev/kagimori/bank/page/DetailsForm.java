package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;

/**
 * Where notices shall go.
 *
 * @param present where they go now
 * @param mail what was typed before, and {@code mailAgain} likewise
 */
public record DetailsForm(
    Shell shell, Trail trail, FlowForm form, String present, String mail, String mailAgain)
    implements View {}
