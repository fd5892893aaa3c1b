package dev.kagimori.client;

/** Whether logins ask for a code. */
public enum LoginOtp {
  ALWAYS,
  CHOICE,
  NEVER,

  /** One that this client does not know yet; never sent. */
  UNKNOWN
}
