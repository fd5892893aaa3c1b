package dev.kagimori.bank.visit;

/** The bank can't serve now; drawn without anything of the token service, which may be why. */
public record Unavailable(House house, Lang lang) implements View {
  private static final int STATUS = 503;

  static Unavailable of(House house, Lang lang) {
    return new Unavailable(house, lang);
  }

  @Override
  public int status() {
    return STATUS;
  }
}
