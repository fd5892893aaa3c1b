package dev.kagimori.bank.visit;

/** What a page shows; a record, whose template has its name. */
public interface View {
  /** HTTP's; 200 unless the page says otherwise. */
  default int status() {
    return 200;
  }

  /** Such as {@code loginForm.jte} of {@code LoginForm}. */
  default String template() {
    var name = getClass().getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1) + ".jte";
  }
}
