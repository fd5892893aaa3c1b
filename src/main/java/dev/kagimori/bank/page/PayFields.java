package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Form;

/**
 * A payment's form as it was typed.
 *
 * @param payee of a registered one its number; {@code new} for another
 */
public record PayFields(
    String from,
    String to,
    String payee,
    String bankName,
    String account,
    String name,
    String amount) {
  static final PayFields EMPTY = new PayFields("", "", "", "", "", "", "");

  static PayFields of(Form form) {
    return new PayFields(
        form.text("from"),
        form.text("to"),
        form.text("payee"),
        form.text("bankName"),
        form.text("account"),
        form.text("name"),
        form.text("amount"));
  }
}
