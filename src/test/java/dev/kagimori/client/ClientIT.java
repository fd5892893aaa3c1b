package dev.kagimori.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Secrets;
import dev.kagimori.testkit.Customer;
import dev.kagimori.testkit.Fob;
import dev.kagimori.testkit.Institution;
import dev.kagimori.testkit.KagimoriExtension;
import dev.kagimori.testkit.ReferenceSystem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each method against a running service, over a way on which answers get lost. */
class ClientIT {
  @RegisterExtension static final KagimoriExtension kagimori = new KagimoriExtension();

  private static final String CONTRACT = "c-1";
  private static final String USER = "hanako";

  private final Vertx vertx = Vertx.vertx();
  private Institution bank = kagimori.institution();
  private Way way = new Way(vertx, bank.uri());
  private KagimoriClient client = client(ClientOptions.DEFAULT);

  @BeforeEach
  void hasABankOfItsOwn(Institution given) {
    bank = given;
    way.close();
    way = new Way(vertx, bank.uri());
    client = client(ClientOptions.DEFAULT);
  }

  @AfterEach
  void close() {
    client.close().await();
    way.close();
    vertx.close().await();
  }

  private KagimoriClient client(ClientOptions options) {
    return KagimoriClient.create(vertx, way.uri(), Secrets.apiKey(bank.apiKey()), options);
  }

  private Fob fob() {
    var fob = new Customer(bank, CONTRACT, USER).fob();
    Secrets.shownBy(List.of(fob.device()), fob.time().instant());
    return fob;
  }

  private static String code(Fob fob) {
    kagimori.time().nextStep();
    return Secrets.code(fob.code());
  }

  private Fob started() {
    client.putContract(CONTRACT, ContractRequest.personal(USER)).await();
    var fob = fob();
    client.start(CONTRACT, USER, new StartRequest(fob.serial(), code(fob))).await();
    return fob;
  }

  private static Refused refused(Future<?> call) {
    return assertThrows(Refused.class, call::await);
  }

  @Test
  void aCustomerGoesTheWholeWay() {
    var institution = client.getInstitution().await();
    assertEquals("みなと信用金庫", institution.name().ja());
    assertTrue(institution.offered().contains(Act.EXCHANGE));

    var request = ContractRequest.personal(USER).withDeclaredDailyLimit(500_000);
    var contract = client.putContract(CONTRACT, request).await();
    assertEquals(500_000, contract.declaredDailyLimit());
    assertEquals(Status.NOT_REGISTERED, client.getUser(CONTRACT, USER).await().status());

    var first = fob();
    var start = new StartRequest(first.serial(), code(first)).withLoginOtp(true);
    var begun = client.start(CONTRACT, USER, start).await();
    assertEquals(first.serial(), begun.serial());
    assertEquals(Act.START, begun.operation());
    var user = client.getUser(CONTRACT, USER).await();
    assertEquals(Status.IN_USE, user.status());
    assertEquals(first.serial(), java.util.Objects.requireNonNull(user.token()).serial());

    var query = new RequirementsQuery(Operation.TRANSFER);
    assertEquals(Factor.OTP, client.getRequirements(CONTRACT, USER, query).await().factor());
    var login = new VerifyRequest(code(first), Operation.LOGIN);
    assertTrue(client.verify(CONTRACT, USER, login).await().isAccepted());
    assertEquals(Result.REPLAYED, client.verify(CONTRACT, USER, login).await().result());

    var open = client.openExchange(CONTRACT, USER, new CodeRequest(code(first))).await();
    client.giveUpExchange(CONTRACT, USER, open.exchange()).await();
    open = client.openExchange(CONTRACT, USER, new CodeRequest(code(first))).await();
    var second = fob();
    var changed =
        client
            .completeExchange(
                CONTRACT,
                USER,
                open.exchange(),
                new SerialAndCodeRequest(second.serial(), code(second)))
            .await();
    assertEquals(first.serial(), changed.previousSerial());

    var stopped = client.stop(CONTRACT, USER, new CodeRequest(code(second))).await();
    assertEquals(Act.STOP, stopped.operation());
    var last = client.getAuthentications(CONTRACT, USER, 2).await().authentications();
    assertEquals(List.of(Act.STOP, Act.EXCHANGE), last.stream().map(a -> a.operation()).toList());
  }

  @Test
  void refusalsAreTypesWithWhatTheServiceTells() {
    var fob = started();
    var again = new StartRequest(fob.serial(), code(fob));
    var registered = refused(client.start(CONTRACT, USER, again));
    assertEquals(ErrorCode.ALREADY_REGISTERED, registered.code());
    assertEquals(Status.IN_USE, registered.state());
    assertTrue(registered.detail().codePoints().anyMatch(c -> c > 0x3000), "Japanese");
    assertEquals(registered.requestId(), registered.instance());

    var wrong = refused(client.stop(CONTRACT, USER, new CodeRequest(fob.wrongCode())));
    assertEquals(ErrorCode.WRONG, wrong.code());
    assertNotNull(wrong.triesLeft());

    var malformed = refused(client.stop(CONTRACT, USER, new CodeRequest("letters")));
    assertEquals("/code", malformed.errors().getFirst().pointer());
    assertEquals(ErrorCode.NOT_FOUND, refused(client.getUser("other", USER)).code());
    assertEquals(ErrorCode.MALFORMED, refused(client.getUser("a/../b?c#ü", USER)).code());

    var withoutStop = new JsonArray(List.of("ISSUE", "START", "EXCHANGE"));
    bank.changeTerms(new JsonObject().put("offered", withoutStop));
    dev.kagimori.trial.Waits.until(
        "the changed terms", () -> !client.getInstitution().await().offered().contains(Act.STOP));
    var notOffered = refused(client.stop(CONTRACT, USER, new CodeRequest(code(fob))));
    assertEquals(ErrorCode.NOT_OFFERED, notOffered.code());
    assertEquals("offered", notOffered.rule());
  }

  @Test
  void appTokensAreIssuedAndWithdrawn() {
    var aoba = kagimori.institution(ReferenceSystem.A);
    aoba.customer(CONTRACT, USER);
    var direct = KagimoriClient.create(vertx, aoba.uri(), Secrets.apiKey(aoba.apiKey()));
    Secrets.password("73190284");
    var request = IssueRequest.app("hanako@phone.example.jp", "73190284");
    var issued = direct.issueToken(CONTRACT, USER, request).await();
    assertEquals(Act.ISSUE, issued.operation());
    assertNotNull(issued.userId());
    assertEquals(Status.ISSUED, direct.getUser(CONTRACT, USER).await().status());
    direct.withdrawIssue(CONTRACT, USER, issued.receiptNumber()).await();
    assertEquals(Status.NOT_REGISTERED, direct.getUser(CONTRACT, USER).await().status());
    direct.close().await();
  }

  @Test
  void aMasterActsForOthersWithAResultForEach() {
    var taiga = kagimori.institution(ReferenceSystem.D);
    var business = taiga.business(CONTRACT, List.of("boss"), List.of("clerk"));
    for (var user : List.of(business.master(), business.general())) {
      var app = user.app();
      Secrets.seed(app.token().seed());
      Secrets.code(app.code());
      user.starts(app);
    }
    var direct = KagimoriClient.create(vertx, taiga.uri(), Secrets.apiKey(taiga.apiKey()));
    var clerk = List.of("clerk");
    var unlocked = direct.unlockUsers(CONTRACT, new UnlockRequest("boss", clerk)).await();
    assertEquals(
        List.of(new Results.OfUser("clerk", Results.Effect.NOT_SUSPENDED)), unlocked.results());
    var lost = new RevokeRequest("boss", clerk, RevokeRequest.Reason.LOSS);
    var revoked = direct.revokeUsers(CONTRACT, lost).await();
    assertEquals(List.of(new Results.OfUser("clerk", Results.Effect.DONE)), revoked.results());
    assertEquals(Act.REVOKE, revoked.operation());
    direct.close().await();
  }

  @Test
  void textsComeInTheLanguageAskedFor() {
    var english = client(ClientOptions.DEFAULT.withLanguage(Language.EN));
    var refused = refused(english.getUser("other", USER));
    assertTrue(refused.detail().codePoints().allMatch(c -> c < 0x3000), refused.detail());
    english.close().await();
  }

  @Test
  void aLostAnswerIsAskedForAgainAndNothingIsDoneTwice() {
    var fob = started();
    way.plan(Way.Fate.ANSWER_LOST, Way.Fate.BAD_GATEWAY, Way.Fate.OUTCOME_UNKNOWN);
    var verified =
        client.verify(CONTRACT, USER, new VerifyRequest(code(fob), Operation.LOGIN)).await();
    assertTrue(verified.isAccepted());
    assertEquals(true, verified.repeated());
    assertOneSubmissionSentTimes(4);

    way.plan(Way.Fate.OVERLOADED, Way.Fate.ANSWER_LOST);
    var stopped = client.stop(CONTRACT, USER, new CodeRequest(code(fob))).await();
    assertEquals(Act.STOP, stopped.operation());
    assertOneSubmissionSentTimes(3);
  }

  private void assertOneSubmissionSentTimes(int times) {
    assertEquals(times, way.seen.size());
    var samenesses = new HashSet<String>();
    way.seen.forEach(call -> samenesses.add(call.sameness()));
    assertEquals(1, samenesses.size());
    var ids = new HashSet<String>();
    way.seen.forEach(call -> ids.add(call.headers().get("X-Request-Id")));
    assertEquals(1, ids.size());
  }

  @Test
  void anAnswerThatNeverComesEndsWithTheDeadlineAndTheCallersKeyFindsItLater() {
    var fob = started();
    var hasty =
        client(
            ClientOptions.DEFAULT.withTimeouts(
                Duration.ofSeconds(5), Duration.ofMillis(800), Duration.ofMillis(1_000)));
    var request = new CodeRequest(code(fob));
    way.plan(Way.Fate.ANSWER_KEPT, Way.Fate.ANSWER_KEPT, Way.Fate.ANSWER_KEPT);
    var submission = UUID.randomUUID().toString();
    var call = hasty.withIdempotencyKey(submission).stop(CONTRACT, USER, request);
    var unanswered = assertThrows(Unanswered.class, call::await);
    assertTrue(unanswered.mayBeDone());
    assertEquals(submission, unanswered.key());
    way.plan();
    var stopped = client.withIdempotencyKey(submission).stop(CONTRACT, USER, request).await();
    assertEquals(fob.serial(), stopped.serial());
    hasty.close().await();
  }

  @Test
  void whoIsBusyForLongIsNotWaitedForAndNothingWasDone() {
    var fob = started();
    way.plan(Way.Fate.RATE_LIMITED_FOR_LONG);
    var request = new CodeRequest(code(fob));
    assertEquals(ErrorCode.RATE_LIMITED, refused(client.stop(CONTRACT, USER, request)).code());
    assertEquals(1, way.seen.size());

    way.plan(Way.Fate.ANSWER_LOST, Way.Fate.RATE_LIMITED_FOR_LONG);
    var call = client.stop(CONTRACT, USER, request);
    assertTrue(assertThrows(Unanswered.class, call::await).mayBeDone());
  }

  @Test
  void attemptsAreBounded() {
    var twice = client(ClientOptions.DEFAULT.withAttempts(2));
    way.plan(Way.Fate.OVERLOADED, Way.Fate.OVERLOADED, Way.Fate.OVERLOADED);
    assertEquals(ErrorCode.OVERLOADED, refused(twice.getInstitution()).code());
    assertEquals(2, way.seen.size());
    twice.close().await();
  }

  @Test
  void whereNobodyIsNothingWasDone() throws IOException {
    try (var bound = new Socket()) { // nobody else gets its port, and it does not listen
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var nobody = URI.create("http://127.0.0.1:" + bound.getLocalPort());
      var key = Secrets.apiKey(bank.apiKey());
      var twice = KagimoriClient.create(vertx, nobody, key, ClientOptions.DEFAULT.withAttempts(2));
      var call = twice.putContract(CONTRACT, ContractRequest.personal(USER));
      assertFalse(assertThrows(Unanswered.class, call::await).mayBeDone());
      twice.close().await();
    }
  }

  @Test
  void theKeyGoesOverNoNetworkInClear() {
    var elsewhere = URI.create("http://otp.example.jp");
    assertThrows(
        IllegalArgumentException.class,
        () -> KagimoriClient.create(vertx, elsewhere, "kgm.x.web.1"));
    KagimoriClient.create(vertx, elsewhere, "kgm.x.web.1", ClientOptions.DEFAULT.withClearText())
        .close()
        .await();
  }
}
