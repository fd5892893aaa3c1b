package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import dev.kagimori.client.Institution.AppIssue;

/**
 * What set-up asks for.
 *
 * @param mail what was typed before, and {@code mailAgain} likewise
 * @param passwordHint how many digits the start-use password has
 * @param resumable whether an issue before this can be gone on with
 */
public record SetUpForm(
    Shell shell,
    Trail trail,
    FlowForm form,
    String mail,
    String mailAgain,
    AppIssue rules,
    String passwordHint,
    boolean resumable)
    implements View {}
