package dev.kagimori.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The public port: its doors, each by its contract, and the documentation. */
public final class HttpFrontend {
  /** How epoll's transport tells of it, whose exceptions are of no kind of their own. */
  private static final String TAKEN = "Address already in use";

  /** A negative port is any one, the same for all servers of a Vert.x that ask for this number. */
  private static final AtomicInteger ANY_PORT = new AtomicInteger();

  private final Vertx vertx;
  private final String loops;
  private final String workers;
  private final Shared shared;

  private HttpFrontend(Vertx vertx, String loops, String workers, Shared shared) {
    this.vertx = vertx;
    this.loops = loops;
    this.workers = workers;
    this.shared = shared;
  }

  /**
   * What stands behind the port.
   *
   * @param routes asked once on each event loop, for routes of its own; together they have exactly
   *     the contracts' operations
   * @param credentials of each door that is not public
   * @param inService while false, every call is refused as {@code OVERLOADED}
   * @param meters gets {@code kagimori.answers} by operation and code, and gauges of the crowd
   * @param site what is to be had beside the documentation
   */
  public record Parts(
      Supplier<List<Routes>> routes,
      Map<Door, Credentials> credentials,
      BooleanSupplier inService,
      MeterRegistry meters,
      Site site) {
    /** Without a site. */
    public Parts(
        Supplier<List<Routes>> routes,
        Map<Door, Credentials> credentials,
        BooleanSupplier inService,
        MeterRegistry meters) {
      this(routes, credentials, inService, meters, Site.NONE);
    }

    public Parts {
      credentials = Map.copyOf(credentials);
      for (var door : Door.values())
        if (door.isPublic() == credentials.containsKey(door))
          throw new IllegalArgumentException(door + " and its credentials do not fit");
    }
  }

  /** What the instances have in common. */
  record Shared(
      Listen listen,
      int port,
      Limits limits,
      Map<Door, Entrance> entrances,
      Supplier<List<Routes>> routes,
      Documents documents,
      Site site,
      BooleanSupplier inService,
      Journal journal,
      Forwarding forwarding,
      Gate connections,
      Gate lookUps,
      Gate pages,
      Gate files,
      Streams streams,
      AtomicInteger bound) {
    Entrance at(Door door) {
      return Objects.requireNonNull(entrances.get(door));
    }
  }

  /**
   * Begins what {@link #start} does first, to be done while others wait for the database. It may be
   * left out.
   *
   * @return waits for its end; to be run before the Vert.x is closed
   */
  public static Runnable prepare(Vertx vertx) {
    return OpenApi.begin(vertx);
  }

  /**
   * Opens the port; awaits.
   *
   * @throws IllegalStateException when the port is taken, or contract and routes differ
   */
  public static HttpFrontend start(Vertx vertx, Listen listen, Limits limits, Parts parts) {
    var contracts = OpenApi.load(vertx);
    var shared =
        new Shared(
            listen,
            listen.port() == 0 ? ANY_PORT.decrementAndGet() : listen.port(),
            limits,
            Entrance.all(contracts, parts.credentials(), limits),
            parts.routes(),
            new Documents(contracts),
            parts.site(),
            parts.inService(),
            new Journal(parts.meters()),
            forwarding(listen.forwardedBy(), parts.meters()),
            new Gate(limits.connections()),
            new Gate(limits.inFlight()),
            new Gate(limits.pagesInFlight()),
            new Gate(limits.filesInFlight()),
            new Streams(limits.streams()),
            new AtomicInteger());
    Gauge.builder("kagimori.connections", shared.connections(), Gate::inside)
        .description("Connections of front ends")
        .register(parts.meters());
    Gauge.builder("kagimori.streams", shared.streams(), Streams::inside)
        .description("Long bodies and answers at work")
        .register(parts.meters());
    shared
        .entrances()
        .forEach((door, entrance) ->
            Gauge.builder("kagimori.in.flight", entrance.atWork(), Gate::inside)
                .description("Requests at work")
                .tag("door", door.tag())
                .register(parts.meters()));
    var workers = new ConcurrentLinkedQueue<Workers>();
    var workersId =
        deploy(
            vertx,
            ThreadingModel.VIRTUAL_THREAD,
            listen,
            () -> {
              var deployed = new Workers();
              workers.add(deployed);
              return deployed;
            });
    try {
      var id =
          deploy(
              vertx,
              ThreadingModel.EVENT_LOOP,
              listen,
              () -> new FrontendVerticle(shared, workers.remove()));
      return new HttpFrontend(vertx, id, workersId, shared);
    } catch (Throwable e) {
      vertx.undeploy(workersId).await();
      throw e;
    }
  }

  private static Forwarding forwarding(TrustedPeers balancers, MeterRegistry meters) {
    var unread =
        Counter.builder("kagimori.forwarded.unread")
            .description("Requests of a balancer that named no client's address")
            .register(meters);
    return new Forwarding(balancers, unread::increment);
  }

  private static String deploy(
      Vertx vertx, ThreadingModel model, Listen listen, Supplier<Deployable> verticles) {
    var options = new DeploymentOptions().setThreadingModel(model).setInstances(listen.instances());
    try {
      return vertx.deployVerticle(verticles, options).await();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw refusal(e, listen.host(), listen.port());
    }
  }

  /** The port that is listened on. */
  public int port() {
    return shared.bound().get();
  }

  /** Accepts nothing new, lets what is in flight end within its bound, and closes; awaits. */
  public void stop() {
    vertx.undeploy(loops).await();
    shared.streams().close(shared.limits().stop());
    vertx.undeploy(workers).await();
  }

  static IllegalStateException refusal(Throwable cause, String host, int port) {
    for (var at = cause; at != null; at = at.getCause())
      if (at instanceof BindException || String.valueOf(at.getMessage()).contains(TAKEN))
        return new IllegalStateException(
            "port %1$d of %2$s can't be opened (is it taken?): choose another, or end what listens there / %2$s のポート %1$d を開けません。別のポートを指定するか、使用中のプログラムを終了してください"
                .formatted(port, host),
            cause);
    return new IllegalStateException("port " + port + " of " + host + " can't be opened", cause);
  }
}
