package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;

/**
 * Waits for the first code (D4); its way back has another token issued (D14).
 *
 * @param earlier whether the IDs were told at an earlier login
 */
public record SetUpWaiting(
    Shell shell, Trail trail, FlowForm form, AppIds ids, boolean earlier, boolean wantsNext)
    implements View {}
