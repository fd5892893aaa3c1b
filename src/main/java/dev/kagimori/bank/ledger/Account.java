package dev.kagimori.bank.ledger;

/**
 * An account of a contract.
 *
 * @param number seven digits
 * @param balance yen
 */
public record Account(String number, Kind kind, long balance) {
  /** As banks name them. */
  public enum Kind {
    ORDINARY("普通預金", "Ordinary deposit"),
    SAVINGS("貯蓄預金", "Savings deposit"),
    CURRENT("当座預金", "Current account");

    private final String ja;
    private final String en;

    Kind(String ja, String en) {
      this.ja = ja;
      this.en = en;
    }

    public String ja() {
      return ja;
    }

    public String en() {
      return en;
    }
  }
}
