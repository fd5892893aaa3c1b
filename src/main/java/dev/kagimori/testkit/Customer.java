package dev.kagimori.testkit;

import dev.kagimori.phone.Phone;
import dev.kagimori.registration.Custody;
import dev.kagimori.stock.Allocation;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/** A user of a contract, as the front end names them, and what staff do for them. */
public record Customer(Institution institution, String contract, String user) {
  private static final String WHY = "the customer called";

  /** {@code /v1/contracts/CONTRACT/users/USER}. */
  public String path() {
    return "/v1/contracts/" + contract + "/users/" + user;
  }

  /**
   * The address of a call about this user.
   *
   * @param call such as {@code start}, {@code verify}, {@code authentications?last=3}
   */
  public URI uri(String call) {
    return URI.create(institution.uri() + path() + "/" + call);
  }

  /** A new fob, shipped to this customer: what {@code start} asks for. */
  public Fob fob() {
    var fob = institution.fob();
    receives(fob);
    return fob;
  }

  /**
   * A token in the app on a phone of this customer's, set up as the institution's terms have it and
   * not yet started: what {@code start} asks for. Where the IDs come by mail alone, the service has
   * to run with an inbox.
   */
  public App app() {
    return AppSetUp.setUp(this);
  }

  /** The customer has a token issued, and has not yet set the app up. */
  public AppIssue issue() {
    return AppSetUp.issue(this);
  }

  /** A new phone with the app, and nothing on it yet. */
  public Phone phone() {
    return institution.kagimori().phone();
  }

  /** The front end registers the token (利用開始); one that is refused is an error here. */
  public void starts(Token token) {
    FrontEnd.post(
        this, "start", new JsonObject().put("serial", token.serial()).put("code", token.code()));
  }

  /** Sets a fob in stock aside for this customer (割当). */
  public void receives(Fob fob) {
    var backstage = institution.kagimori().backstage();
    var serial = new SerialNumber(fob.serial());
    var now = institution.time().instant();
    var outcome =
        new Allocation(backstage.pool(), backstage.terms())
            .allocate(institution.id(), serial, owner(), Institution.STAFF, now);
    if (!outcome.equals(new Allocation.Outcome.Allocated(serial, owner())))
      throw new IllegalArgumentException(
          "トークン %s を割り当てられません / fob %s can't be allocated: %s"
              .formatted(fob.serial(), fob.serial(), outcome));
  }

  /** Staff suspend the token (利用停止). */
  public Custody.Outcome suspend() {
    return staff(Custody.Act.SUSPEND);
  }

  /** Staff lift a suspension (利用停止解除). */
  public Custody.Outcome unlock() {
    return staff(Custody.Act.UNLOCK);
  }

  /** Staff revoke the token: lost, stolen, broken (失効). */
  public Custody.Outcome revoke() {
    return staff(Custody.Act.REVOKE);
  }

  /** Staff let a user start again who failed too often. */
  public Custody.Outcome liftStarts() {
    return custody()
        .liftStarts(
            institution.id(), owner(), Institution.STAFF, WHY, institution.time().instant());
  }

  private Custody.Outcome staff(Custody.Act act) {
    return custody()
        .on(act, institution.id(), owner(), Institution.STAFF, WHY, institution.time().instant());
  }

  private Custody custody() {
    var backstage = institution.kagimori().backstage();
    backstage.keyring().load(institution.id()); // its notices are kept sealed
    return new Custody(backstage.pool(), backstage.terms(), backstage.keyring());
  }

  private Owner owner() {
    return new Owner(contract, user);
  }
}
