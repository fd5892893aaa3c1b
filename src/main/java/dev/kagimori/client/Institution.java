package dev.kagimori.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What pages tell of the institution.
 *
 * @param serviceId eight digits that customers type into the app
 * @param offered what customers may do themselves
 * @param mastersMay what master users may do for the users of their contract
 * @param issues what is issued to customers
 * @param appIssue what an issue by mail asks for; null where there is none
 * @param mail null where the institution sends none
 * @param helpDesk whom customers call; null where it is not told
 */
public record Institution(
    Name name,
    String serviceId,
    List<Act> offered,
    List<Act> mastersMay,
    List<TokenKind> issues,
    LoginOtp loginOtp,
    @Nullable AppIssue appIssue,
    @Nullable Mail mail,
    @Nullable HelpDesk helpDesk,
    List<Make> makes) {
  /** A name in both languages. */
  public record Name(String ja, String en) {}

  /**
   * The rules of an issue by mail.
   *
   * @param startPasswordMinutes how long the start password lives
   * @param phoneDomains where the mail may go; empty for anywhere
   * @param refusedDomains where it may not go
   */
  public record AppIssue(
      int startPasswordDigitsMin,
      int startPasswordDigitsMax,
      int startPasswordMinutes,
      List<String> phoneDomains,
      List<String> refusedDomains,
      List<IdsIn> idsIn) {}

  /**
   * The institution's mails.
   *
   * @param senderDomains to be let through by the customer's filters
   */
  public record Mail(
      List<String> senderDomains,
      List<Notice> notices,
      @Nullable String smartphoneUrl,
      @Nullable String featurePhoneUrl,
      @Nullable String modelsUrl) {}

  /**
   * Whom customers call.
   *
   * @param hours such as {@code 09:00-17:00}; a kind of day that is missing is closed
   * @param closed days of the year, {@code MM-DD}, or spans of them, {@code MM-DD/MM-DD}
   */
  public record HelpDesk(
      Name name, String phone, Map<DayKind, String> hours, List<String> closed) {}

  /** A kind of token, known by its serial numbers' beginning. */
  public record Make(
      String prefix,
      String name,
      TokenKind kind,
      int digits,
      int stepSeconds,
      boolean startOpen,
      boolean exchangeOpen) {}
}
