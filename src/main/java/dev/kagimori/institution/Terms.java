package dev.kagimori.institution;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An institution's rules (利用条件) at an instant.
 *
 * @param nameJa the institution's name, as customers know it
 * @param offered the operations on tokens that its customers have (A18)
 * @param allocationRequired whether a fob works only for the user it was allocated to (E7)
 * @param fobReuse whether a fob may be started again after a stop (F5)
 * @param loginOtp whether a login asks for a code (E3)
 * @param wrongCodesMax wrong codes in a row that suspend a token, 3 to 10
 * @param failedStartsMax failed starts in a row that stop a user from starting, 1 to 10
 * @param failedStartsADay failed starts of a user in one business day, 1 to 100
 * @param operations what each operation asks for
 */
public record Terms(
    String nameJa,
    String nameEn,
    Set<TokenOperation> offered,
    boolean allocationRequired,
    FobReuse fobReuse,
    LoginOtp loginOtp,
    int wrongCodesMax,
    int failedStartsMax,
    int failedStartsADay,
    Map<Operation, Factors> operations,
    List<Make> makes) {

  /** What a customer does with a token. */
  public enum TokenOperation {
    START,
    EXCHANGE,
    STOP
  }

  /** May a released fob be started again? */
  public enum FobReuse {
    FREELY,
    AFTER_ISSUE,
    NEVER
  }

  /** Is a code asked for at login? */
  public enum LoginOtp {
    ALWAYS,
    CHOICE,
    NEVER
  }

  /** What is asked for where no code is. */
  public enum Otherwise {
    /** The front end's own factor: confirmation password, transfer password or image card. */
    OWN_FACTOR,
    NONE,
    /** The operation is not to be had without a token (E18). */
    REFUSED
  }

  /**
   * What an operation asks for.
   *
   * @param otp whether a registered token's code is asked for
   * @param ownFactorToo whether the front end's own factor is asked for beside the code (E6)
   * @param otherwise what is asked for when no code is
   */
  public record Factors(boolean otp, boolean ownFactorToo, Otherwise otherwise) {}

  private static final Factors NO_CODE = new Factors(false, false, Otherwise.NONE);

  public Terms {
    offered = Set.copyOf(offered);
    operations = Map.copyOf(operations);
    makes =
        makes.stream()
            .sorted(Comparator.comparingInt((Make make) -> make.prefix().length()).reversed())
            .toList();
  }

  /** The make of a serial number: the longest prefix wins. */
  public Optional<Make> make(String serial) {
    return makes.stream().filter(make -> serial.startsWith(make.prefix())).findFirst();
  }

  public Factors factors(Operation operation) {
    return operations.getOrDefault(operation, NO_CODE);
  }
}
