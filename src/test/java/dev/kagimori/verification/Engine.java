package dev.kagimori.verification;

import dev.kagimori.database.Database;
import dev.kagimori.database.DatabaseBusy;
import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.OutcomeUnknown;
import dev.kagimori.database.PoolSettings;
import dev.kagimori.http.Answer;
import dev.kagimori.http.ProblemException;
import dev.kagimori.testkit.RunningKagimori;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Batches on an event loop of their own, with a way to PostgreSQL of their own. */
final class Engine extends VerticleBase {
  /**
   * What an ask was told.
   *
   * @param result the verification's result, or the problem's code
   * @param body empty where it is a problem
   */
  record Told(String result, JsonObject body) {
    boolean isRepeated() {
      return body.getBoolean("repeated", false);
    }

    String verifiedAt() {
      return body.getString("verifiedAt");
    }
  }

  private final RunningKagimori kagimori;
  private final DatabaseUri database;
  private @Nullable Batches batches;

  private Engine(RunningKagimori kagimori, DatabaseUri database) {
    this.kagimori = kagimori;
    this.database = database;
  }

  static Engine start(Vertx vertx, RunningKagimori kagimori, DatabaseUri database) {
    var engine = new Engine(kagimori, database);
    vertx.deployVerticle(engine).await();
    return engine;
  }

  @Override
  public Future<?> start() {
    var pool = Database.open(vertx, database, PoolSettings.usual().withSize(3, 16));
    var backstage = kagimori.backstage();
    batches =
        new Batches(
            vertx,
            pool,
            new Judging(backstage.keyring()),
            backstage.terms(),
            kagimori.time(),
            new SimpleMeterRegistry());
    return Future.succeededFuture();
  }

  /** All in one turn of the loop, so that they come together. */
  List<Future<Told>> begin(List<Ask> asks) {
    var told = asks.stream().map(_ -> Promise.<Told>promise()).toList();
    context.runOnContext(_ -> {
      for (int n = 0; n < told.size(); n++) {
        var promise = told.get(n);
        Objects.requireNonNull(batches)
            .submit(asks.get(n))
            .map(Engine::told)
            .recover(e -> Future.succeededFuture(new Told(problem(e), new JsonObject())))
            .onComplete(promise);
      }
    });
    return told.stream().map(Promise::future).toList();
  }

  List<Told> ask(List<Ask> asks) {
    return await(begin(asks));
  }

  static List<Told> await(List<Future<Told>> told) {
    return told.stream().map(Engine::await).toList();
  }

  static Told await(Future<Told> told) {
    try {
      return told.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("an ask was told nothing", e);
    }
  }

  private static Told told(Answer answer) {
    return switch (answer) {
      case Answer.Done(int _, JsonObject body) -> new Told(body.getString("result"), body);
      case Answer.Refused(var problem) -> new Told(problem.code().name(), new JsonObject());
    };
  }

  /** As the routes tell it. */
  private static String problem(Throwable e) {
    return switch (e) {
      case ProblemException refused -> refused.problem().code().name();
      case DatabaseBusy _ -> "OVERLOADED";
      case OutcomeUnknown _ -> "OUTCOME_UNKNOWN";
      default -> "INTERNAL";
    };
  }
}
