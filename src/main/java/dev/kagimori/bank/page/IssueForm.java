package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import dev.kagimori.client.Institution.AppIssue;

/**
 * What an app's issue asks for.
 *
 * @param oneForm each once, and the confirmation password with them (C2)
 * @param mail what was typed before, and {@code mailAgain} likewise
 * @param passwordHint how many digits the start-use password has
 */
public record IssueForm(
    Shell shell,
    Trail trail,
    FlowForm form,
    boolean oneForm,
    String mail,
    String mailAgain,
    AppIssue rules,
    String passwordHint)
    implements View {}
