package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;

/**
 * What will be issued, to be confirmed with the confirmation password.
 *
 * @param mail of an app's: where the issue mail will go
 */
public record IssueConfirm(Shell shell, Trail trail, FlowForm form, boolean fob, String mail)
    implements View {}
