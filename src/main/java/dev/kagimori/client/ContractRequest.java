package dev.kagimori.client;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contract as the front end knows it. What is null is taken off the contract; users are added or
 * changed, never removed by being left out.
 *
 * @param declaredDailyLimit yen, 0 or more
 * @param registeredMail where notices go
 * @param otpRequiredFrom when codes become compulsory
 * @param users 1 to 1000
 */
public record ContractRequest(
    ContractKind kind,
    @Nullable Long declaredDailyLimit,
    @Nullable String registeredMail,
    @Nullable OffsetDateTime otpRequiredFrom,
    List<ContractUser> users) {
  public ContractRequest {
    users = List.copyOf(users);
  }

  /** A personal contract with its one user. */
  public static ContractRequest personal(String user) {
    var users = List.of(new ContractUser(user, Role.PERSONAL));
    return new ContractRequest(ContractKind.PERSONAL, null, null, null, users);
  }

  /** A business with its users. */
  public static ContractRequest business(List<ContractUser> users) {
    return new ContractRequest(ContractKind.BUSINESS, null, null, null, users);
  }

  public ContractRequest withDeclaredDailyLimit(long yen) {
    return new ContractRequest(kind, yen, registeredMail, otpRequiredFrom, users);
  }

  public ContractRequest withRegisteredMail(String address) {
    return new ContractRequest(kind, declaredDailyLimit, address, otpRequiredFrom, users);
  }

  public ContractRequest withOtpRequiredFrom(OffsetDateTime when) {
    return new ContractRequest(kind, declaredDailyLimit, registeredMail, when, users);
  }

  /** Without the address. */
  @Override
  public String toString() {
    return "ContractRequest(" + kind + ", " + users + ")";
  }
}
