package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.House.Arrangement;
import dev.kagimori.bank.visit.Visit;
import java.util.Locale;

/** What a login is for: where the bank is arranged so, not for the login itself (E2). */
public enum Purpose {
  LOGIN("ログイン", "Log in"),
  START("利用開始", "Start of use"),
  EXCHANGE("交換", "Exchange"),
  STOP("利用中止", "Stop of use");

  private final String ja;
  private final String en;

  Purpose(String ja, String en) {
    this.ja = ja;
    this.en = en;
  }

  public String ja() {
    return ja;
  }

  public String en() {
    return en;
  }

  /** As in an address. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Purpose of(Visit visit) {
    if (visit.house().arrangement() != Arrangement.BEFORE_LOGIN) return LOGIN;
    var asked = visit.asked("for");
    for (var purpose : values()) if (purpose.tag().equals(asked)) return purpose;
    return LOGIN;
  }

  Flow flow(Visit visit) {
    return switch (this) {
      case LOGIN -> new LoginCodeFlow();
      case START -> new StartFlow(visit);
      case EXCHANGE -> new ExchangeFlow(visit);
      case STOP -> new StopFlow(visit);
    };
  }
}
