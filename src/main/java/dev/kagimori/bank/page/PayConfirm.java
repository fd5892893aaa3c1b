package dev.kagimori.bank.page;

import dev.kagimori.bank.page.ReceiptPage.Line;
import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import java.util.List;

/** What was understood, and what is asked before it is done. */
public record PayConfirm(
    Shell shell,
    Trail trail,
    FlowForm form,
    String title,
    List<Line> lines,
    Authorisation.Fields asks)
    implements View {}
