package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;

/**
 * What a start of use asks for.
 *
 * @param bySerial whether the customer types the serial number
 * @param choice whether the customer chooses if logins ask for a code (E3)
 * @param own whether the confirmation password is asked, too
 */
public record StartForm(
    Shell shell,
    Trail trail,
    FlowForm form,
    boolean wantsNext,
    boolean bySerial,
    String serial,
    boolean choice,
    boolean loginOtp,
    boolean own)
    implements View {}
