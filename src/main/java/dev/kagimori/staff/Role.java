package dev.kagimori.staff;

/** What an account may be. */
public enum Role {
  HELPDESK,
  TELLER,
  SUPERVISOR,
  STOCK_KEEPER,
  AUDITOR,
  ADMINISTRATOR
}
