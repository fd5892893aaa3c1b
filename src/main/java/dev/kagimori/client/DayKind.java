package dev.kagimori.client;

/** Which days a help desk keeps hours on. */
public enum DayKind {
  WEEKDAY,
  SATURDAY,
  SUNDAY,
  HOLIDAY,

  /** One that this client does not know yet; never sent. */
  UNKNOWN
}
