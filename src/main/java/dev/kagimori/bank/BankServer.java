package dev.kagimori.bank;

import dev.kagimori.bank.ledger.Account;
import dev.kagimori.bank.ledger.Agreement;
import dev.kagimori.bank.ledger.Newcomer;
import dev.kagimori.bank.ledger.Payee;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The running front end. Its sessions are in memory: when it ends, whoever is logged in is out. */
public final class BankServer implements AutoCloseable {
  private final Vertx vertx;
  private final BankVerticle verticle;
  private final String id;

  private BankServer(Vertx vertx, BankVerticle verticle, String id) {
    this.vertx = vertx;
    this.verticle = verticle;
    this.id = id;
  }

  /**
   * Starts it; blocks until it serves. The database is brought up to date first.
   *
   * @throws RuntimeException where the port is taken, or the database does not answer
   */
  public static BankServer start(Vertx vertx, BankSettings settings) {
    BankDatabase.migrate(settings.database());
    var verticle = new BankVerticle(settings);
    var options = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    return new BankServer(vertx, verticle, vertx.deployVerticle(verticle, options).await());
  }

  /** Where it listens. */
  public int port() {
    return verticle.port();
  }

  /** Where it asks for client certificates, such as {@code https://127.0.0.1:18086}. */
  public Optional<String> secureOrigin() {
    return verticle.secureOrigin();
  }

  /**
   * Adds a customer with accounts and payees, where they are not there yet.
   *
   * @param accounts of the contract
   * @param payees registered beforehand
   */
  public void welcome(Newcomer newcomer, List<Account> accounts, List<Payee> payees) {
    verticle.welcome(newcomer, accounts, payees);
  }

  /** Keeps what a contract holds, which the token service is told again with each change of it. */
  public void agree(String institution, String contract, Agreement agreement) {
    verticle.agree(institution, contract, agreement);
  }

  /** From now on this is the certificate of a login (D2); a former one is so no more. */
  public void certify(String institution, String loginId, X509Certificate certificate) {
    verticle.certify(institution, loginId, certificate);
  }

  @Override
  public void close() {
    vertx.undeploy(id).await();
  }
}
