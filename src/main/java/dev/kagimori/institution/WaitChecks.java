package dev.kagimori.institution;

import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Terms.TokenOperation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waiting times that contradict the other terms, or hold nobody up (A6, B6, D8). */
final class WaitChecks {
  private final Terms terms;
  private final String place;
  private final Wait wait;

  private WaitChecks(Terms terms, String place, Wait wait) {
    this.terms = terms;
    this.place = place;
    this.wait = wait;
  }

  /**
   * Finds the first.
   *
   * @throws TermsRefused where there is one
   */
  static void refuse(Terms terms) {
    check(terms, "waits.afterStop", terms.waits().afterStop(), TokenOperation.STOP);
    check(terms, "waits.afterRevocation", terms.waits().afterRevocation(), null);
  }

  /**
   * Checks one.
   *
   * @param after what customers do before it; null: it is not for them alone to do
   */
  private static void check(
      Terms terms, String place, @Nullable Wait wait, @Nullable TokenOperation after) {
    if (wait == null) return;
    TermsRefused.unless(
        after == null || terms.offers(after),
        place,
        after + " が提供されていません。offered に加えるか、待ち時間を削除してください。",
        after + " is not offered: offer it, or leave the wait out");
    var checks = new WaitChecks(terms, place, wait);
    checks.kinds();
    checks.times();
    checks.night();
  }

  private void kinds() {
    TermsRefused.unless(
        !wait.kinds().isEmpty(),
        place + ".kinds",
        "空なので、どのトークンも待ちません。種類を指定するか、待ち時間を削除してください。",
        "is empty, so that no token waits: name a kind, or leave the wait out");
    TermsRefused.unless(
        wait.step() == Wait.Step.ISSUE || !wait.kinds().contains(Kind.HARDWARE),
        place + ".step",
        "SET_UP は SOFTWARE だけにあります。kinds を SOFTWARE だけにしてください。",
        "a fob has no SET_UP: name SOFTWARE alone");
    for (var kind : wait.kinds())
      TermsRefused.unless(
          terms.issues(kind),
          place + ".kinds",
          kind + " は発行していないので、待つものがありません。kinds から削除してください。",
          kind + " is not issued, so that nothing of it waits: take it out of kinds");
  }

  private void times() {
    boolean pauses = !wait.pause().equals(Duration.ZERO);
    TermsRefused.unless(
        wait.nextDay() || pauses || wait.night() != null,
        place,
        "nextDay・minutes・night のいずれかが必要です。",
        "needs nextDay, minutes or night");
    TermsRefused.unless(
        !wait.nextDay() || wait.night() == null,
        place,
        "nextDay と night は同時に指定できません。",
        "nextDay and night exclude each other");
    TermsRefused.unless(
        pauses || wait.night() == null || !wait.night().pauseToo(),
        place + ".night.minutesToo",
        "minutes がないので、加えるものがありません。minutes を指定するか、削除してください。",
        "there are no minutes that could count too: give them, or leave it out");
  }

  private void night() {
    var night = wait.night();
    TermsRefused.unless(
        night == null || !night.from().equals(night.until()),
        place + ".night",
        "from と until が同じです。異なる時刻にしてください。",
        "from and until are the same: name two times");
  }
}
