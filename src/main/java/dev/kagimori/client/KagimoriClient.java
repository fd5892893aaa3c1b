package dev.kagimori.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls the service for an institution's front end.
 *
 * <p>A future fails with {@link Refused} where the service says no, and with {@link Unanswered}
 * where nothing is known at the end; a judgement of {@link #verify} is no failure, whatever it is.
 * What the customer typed is passed on as it is. Contracts and users are 1 to 64 of {@code
 * A-Za-z0-9._-}; anything else is refused as {@code MALFORMED} by the service.
 *
 * <p>Each changing call has an {@code Idempotency-Key} of its own, unless one is given with {@link
 * #withIdempotencyKey}; a lost answer, {@code OUTCOME_UNKNOWN}, {@code RATE_LIMITED} and {@code
 * OVERLOADED} are met by sending the same again, as {@link ClientOptions} bounds it.
 *
 * <p>One client for a Vert.x is enough; it may be used from any thread.
 */
public final class KagimoriClient {
  private static final Pattern KEY = Pattern.compile("[!-~]([ -~]{0,126}[!-~])?");
  private static final Pattern API_KEY = Pattern.compile("[!-~]{1,4096}");

  private final Transport transport;
  private final Courier courier;
  private final @Nullable String key;

  private KagimoriClient(Transport transport, Courier courier, @Nullable String key) {
    this.transport = transport;
    this.courier = courier;
    this.key = key;
  }

  /**
   * With {@link ClientOptions#DEFAULT}.
   *
   * @param uri such as {@code https://otp.example.jp}
   */
  public static KagimoriClient create(Vertx vertx, URI uri, String apiKey) {
    return create(vertx, uri, apiKey, ClientOptions.DEFAULT);
  }

  /**
   * A client for one institution.
   *
   * @param uri such as {@code https://otp.example.jp}; a path in it comes before {@code /v1}
   * @param apiKey the institution's, {@code kgm.…}, which is never shown
   * @throws IllegalArgumentException for an address that is none, or without TLS where that was not
   *     allowed; the message is in Japanese and English
   */
  public static KagimoriClient create(Vertx vertx, URI uri, String apiKey, ClientOptions options) {
    Address.require(uri, options.clearText());
    if (!API_KEY.matcher(apiKey).matches())
      throw new IllegalArgumentException("API キーの形式が正しくありません / this is no API key");
    var transport = new Transport(vertx, uri, apiKey, options);
    return new KagimoriClient(transport, new Courier(vertx, transport, options), null);
  }

  /**
   * The same client for one submission, whose key the caller keeps: over a restart, say.
   *
   * @param submission 1 to 128 printable ASCII characters, for one call; another body under it is
   *     refused as {@code IDEMPOTENCY_MISMATCH}. {@link #verify} has {@link
   *     VerifyRequest#reference} instead
   */
  public KagimoriClient withIdempotencyKey(String submission) {
    if (!KEY.matcher(submission).matches())
      throw new IllegalArgumentException(
          "Idempotency-Key は印字可能な ASCII 1〜128 文字にしてください"
              + " / an Idempotency-Key is 1 to 128 printable ASCII characters");
    return new KagimoriClient(transport, courier, submission);
  }

  /** What pages tell of the institution. */
  public Future<Institution> getInstitution() {
    return ask(Endpoint.GET_INSTITUTION, "", Institution.class);
  }

  /** Makes a contract known, or brings it up to date. */
  public Future<Contract> putContract(String contract, ContractRequest request) {
    return change(Endpoint.PUT_CONTRACT, request, Contract.class, contract);
  }

  /** Where a user stands, and what they may do now. */
  public Future<User> getUser(String contract, String user) {
    return ask(Endpoint.GET_USER, "", User.class, contract, user);
  }

  /** Start of use (利用開始). */
  public Future<Receipt> start(String contract, String user, StartRequest request) {
    return change(Endpoint.START, request, Receipt.class, contract, user);
  }

  /** Exchange, first half: a code of the old token (交換). */
  public Future<Exchange> openExchange(String contract, String user, CodeRequest request) {
    return change(Endpoint.OPEN_EXCHANGE, request, Exchange.class, contract, user);
  }

  /** Exchange, second half: serial number and code of the new token. */
  public Future<Receipt> completeExchange(
      String contract, String user, UUID exchange, SerialAndCodeRequest request) {
    return change(
        Endpoint.COMPLETE_EXCHANGE, request, Receipt.class, contract, user, exchange.toString());
  }

  /** Gives an exchange up; the old token goes on as before. */
  public Future<Void> giveUpExchange(String contract, String user, UUID exchange) {
    var id = exchange.toString();
    return send(Endpoint.GIVE_UP_EXCHANGE, "", null, newKey(), Nothing.class, contract, user, id)
        .mapEmpty();
  }

  /** Stop of use (利用中止). */
  public Future<Receipt> stop(String contract, String user, CodeRequest request) {
    return change(Endpoint.STOP, request, Receipt.class, contract, user);
  }

  /** Issues an app token, or asks for a fob (トークン発行). */
  public Future<IssueReceipt> issueToken(String contract, String user, IssueRequest request) {
    return change(Endpoint.ISSUE_TOKEN, request, IssueReceipt.class, contract, user);
  }

  /**
   * Withdraws an issue that is not used yet.
   *
   * @param receiptNumber of its receipt
   */
  public Future<Void> withdrawIssue(String contract, String user, String receiptNumber) {
    return send(
            Endpoint.WITHDRAW_ISSUE,
            "",
            null,
            newKey(),
            Nothing.class,
            contract,
            user,
            receiptNumber)
        .mapEmpty();
  }

  /** A master user lifts suspensions (利用停止解除). */
  public Future<Results> unlockUsers(String contract, UnlockRequest request) {
    return change(Endpoint.UNLOCK_USERS, request, Results.class, contract);
  }

  /** A master user revokes tokens (トークンの失効). */
  public Future<Results> revokeUsers(String contract, RevokeRequest request) {
    return change(Endpoint.REVOKE_USERS, request, Results.class, contract);
  }

  /**
   * Judges a code. Let the customer go on where {@link Verification#isAccepted}, and nowhere else.
   */
  public Future<Verification> verify(String contract, String user, VerifyRequest request) {
    var given = request.reference();
    var reference = given == null ? UUID.randomUUID() : given;
    var body = Wire.write(request.withReference(reference));
    return send(
        Endpoint.VERIFY, "", body, reference.toString(), Verification.class, contract, user);
  }

  /** What an operation asks for; ask before each, and keep the answer for none. */
  public Future<Requirements> getRequirements(
      String contract, String user, RequirementsQuery query) {
    return ask(Endpoint.GET_REQUIREMENTS, Target.query(query), Requirements.class, contract, user);
  }

  /**
   * The last judgements, newest first.
   *
   * @param last how many, 1 to 100
   */
  public Future<Authentications> getAuthentications(String contract, String user, int last) {
    return ask(
        Endpoint.GET_AUTHENTICATIONS, "?last=" + last, Authentications.class, contract, user);
  }

  /** Closes the connections, those of {@link #withIdempotencyKey} too; calls under way fail. */
  public Future<Void> close() {
    return transport.close();
  }

  private <T extends Record> Future<T> ask(
      Endpoint endpoint, String query, Class<T> answer, String... path) {
    return send(endpoint, query, null, "", answer, path);
  }

  private <T extends Record> Future<T> change(
      Endpoint endpoint, Record request, Class<T> answer, String... path) {
    return send(endpoint, "", Wire.write(request), newKey(), answer, path);
  }

  private String newKey() {
    return key == null ? UUID.randomUUID().toString() : key;
  }

  private <T extends Record> Future<T> send(
      Endpoint endpoint,
      String query,
      @Nullable JsonObject body,
      String sameness,
      Class<T> answer,
      String... path) {
    var errand =
        new Errand(
            endpoint,
            Target.path(endpoint, path) + query,
            body == null ? null : body.toBuffer(),
            sameness,
            UUID.randomUUID().toString());
    return courier.send(errand, answer);
  }

  /** An answer in which nothing stands. */
  record Nothing() {}

  /** Without address and key. */
  @Override
  public String toString() {
    return "KagimoriClient";
  }
}
