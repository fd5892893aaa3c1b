package dev.kagimori.institution;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An institution's rules (利用条件) at an instant.
 *
 * @param nameJa the institution's name, as customers know it
 * @param offered the operations on tokens that its customers have (A18, D17)
 * @param allocationRequired whether a fob works only for the user it was allocated to (E7)
 * @param fobReuse whether a fob may be started again after a stop (F5)
 * @param sideBySide whether a fob and an app token may be made ready for a user at once (F5)
 * @param loginOtp whether a login asks for a code (E3)
 * @param setupAtLogin whether who has no token is led to set one up at the next login, from the day
 *     on at which codes are compulsory for the contract (D3, D11)
 * @param suspensionBlocksLogin whether who is suspended may log in without a code (B2, D6)
 * @param wrongCodesMax wrong codes in a row that suspend a token, 3 to 10
 * @param failedStartsMax failed starts in a row that stop a user from starting, 1 to 10
 * @param failedStartsADay failed starts of a user in one business day, 1 to 100
 * @param operations what each operation asks for
 * @param hardwareIssue whether customers ask for fobs (B3)
 * @param appIssue how app tokens are issued; null: not by the institution
 * @param mail the mails that are sent; null: none
 * @param helpDesk whom customers call; null: it is not told
 * @param stock the rules of the stock of fobs
 */
public record Terms(
    String nameJa,
    String nameEn,
    Set<TokenOperation> offered,
    boolean allocationRequired,
    FobReuse fobReuse,
    boolean sideBySide,
    LoginOtp loginOtp,
    boolean setupAtLogin,
    boolean suspensionBlocksLogin,
    int wrongCodesMax,
    int failedStartsMax,
    int failedStartsADay,
    Map<Operation, Factors> operations,
    List<Make> makes,
    LimitTerms limits,
    boolean hardwareIssue,
    @Nullable AppIssue appIssue,
    Waits waits,
    Validity validity,
    AppTerms app,
    @Nullable MailTerms mail,
    @Nullable HelpDesk helpDesk,
    StockTerms stock) {

  /** What a customer does with a token. */
  public enum TokenOperation {
    ISSUE,
    START,
    EXCHANGE,
    STOP,
    /** Of an app token's validity, by its app (C5). */
    RENEW,
    /** By a master user (D6). */
    UNLOCK,
    /** By a master user (D7). */
    REVOKE
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
    NEVER;

    /**
     * Whether a customer's login asks for one.
     *
     * @param chosen when the customer had the choice
     */
    public boolean asks(boolean chosen) {
      return switch (this) {
        case ALWAYS -> true;
        case CHOICE -> chosen;
        case NEVER -> false;
      };
    }
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
   * @param channels on which a code is asked for (C7)
   * @param payees for which a code is asked for (A1)
   */
  public record Factors(
      boolean otp,
      boolean ownFactorToo,
      Otherwise otherwise,
      Set<Channel> channels,
      Set<Payee> payees) {
    public Factors {
      channels = Set.copyOf(channels);
      payees = Set.copyOf(payees);
    }

    /** Whether someone who has a token is asked for a code of it. */
    public boolean asks(Channel channel, Payee payee) {
      return otp && channels.contains(channel) && payees.contains(payee);
    }
  }

  private static final Factors NO_CODE =
      new Factors(false, false, Otherwise.NONE, Set.of(Channel.values()), Set.of(Payee.values()));

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
    for (var make : makes) if (serial.startsWith(make.prefix())) return Optional.of(make);
    return Optional.empty();
  }

  public Factors factors(Operation operation) {
    return operations.getOrDefault(operation, NO_CODE);
  }

  public boolean offers(TokenOperation operation) {
    return offered.contains(operation);
  }

  /** The makes that are issued to customers, of a kind. */
  public List<Make> issued(Make.Kind kind) {
    return makes.stream()
        .filter(make -> make.kind() == kind)
        .filter(make ->
            kind == Make.Kind.HARDWARE
                || (appIssue != null && make.prefix().equals(appIssue.make())))
        .toList();
  }

  /** Whether tokens of a kind are issued to customers. */
  public boolean issues(Make.Kind kind) {
    return switch (kind) {
      case HARDWARE -> hardwareIssue;
      case SOFTWARE -> appIssue != null;
    };
  }
}
