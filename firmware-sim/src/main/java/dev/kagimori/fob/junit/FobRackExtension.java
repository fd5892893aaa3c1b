package dev.kagimori.fob.junit;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.time.DrivenTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A rack of fobs on a pseudo-terminal for as long as a test class or a test lasts.
 *
 * <pre>{@code
 * @RegisterExtension static final FobRackExtension fobs = FobRackExtension.of(24);
 * }</pre>
 *
 * <p>In a static field it lasts for the class and its nested ones, in an instance field for each
 * test; {@link WithFobs} does the same from an annotation. However the test ends, line, thread and
 * folder are gone after it. Tests, {@code @BeforeEach} and the like may ask for it by parameters of
 * the types {@link Rack}, {@link DrivenTime}, {@code List<Fob>} and {@link Path} (its line; without
 * an annotation).
 */
public final class FobRackExtension
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
  private final Namespace namespace = Namespace.create(FobRackExtension.class, new Object());
  private final @Nullable RackSetup setup;
  private volatile @Nullable StartedRack current;

  /** For {@link WithFobs}. */
  FobRackExtension() {
    setup = null;
  }

  private FobRackExtension(RackSetup setup) {
    this.setup = setup;
  }

  /** So many new fobs of three makes, 6 digits, always the same ones. */
  public static FobRackExtension of(int count) {
    return new FobRackExtension(RackSetup.of(count));
  }

  /** These fobs. In a static field they live through all tests of the class. */
  public static FobRackExtension of(List<Fob> fobs) {
    return new FobRackExtension(RackSetup.of(fobs));
  }

  /** New fobs of these makes in turn. */
  public FobRackExtension makes(Make... makes) {
    return new FobRackExtension(setup().with(List.of(makes)));
  }

  /** Other serial numbers, seeds and quartzes. */
  public FobRackExtension seed(long seed) {
    return new FobRackExtension(setup().with(seed));
  }

  /** When time begins (else 2027-03-01T00:00Z); new fobs come from the factory then. */
  public FobRackExtension begin(Instant begin) {
    return new FobRackExtension(setup().with(begin));
  }

  /** Lives in this time, which others live in too: new fobs come from the factory now. */
  public FobRackExtension time(DrivenTime time) {
    return new FobRackExtension(setup().with(time));
  }

  /** The symbolic link to make for the line, else one in a new folder. */
  public FobRackExtension line(Path line) {
    return new FobRackExtension(setup().with(line));
  }

  /** Bits a second, 300 to 4,000,000; else 115,200. */
  public FobRackExtension baud(int baud) {
    return new FobRackExtension(setup().withBaud(baud));
  }

  private RackSetup setup() {
    if (setup == null) throw new IllegalStateException("made by an annotation");
    return setup;
  }

  /**
   * The rack.
   *
   * @throws IllegalStateException before it is started and after it has ended
   */
  public Rack rack() {
    return started().rack();
  }

  /** Its line, for whoever reads it. */
  public Path line() {
    return rack().line();
  }

  /** Its fobs, by serial number. */
  public List<Fob> fobs() {
    return rack().fobs();
  }

  /** The time that it lives in. */
  public DrivenTime time() {
    return started().time();
  }

  /** Presses until the fob shows its current code, as its owner does. */
  public String press(Fob fob) {
    return fob.pressForCode(time().instant());
  }

  private StartedRack started() {
    var rack = current;
    if (rack == null || rack.closed()) throw new IllegalStateException(NOT_THERE);
    return rack;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    startFor(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    startFor(context);
  }

  /** A field's rack once, at the outermost; an annotation's where it stands. */
  private void startFor(ExtensionContext context) {
    if (setup != null) {
      if (find(context) == null) current = start(context, setup);
    } else {
      var asked = AnnotationSupport.findAnnotation(context.getElement(), WithFobs.class);
      if (asked.isPresent()) start(context, RackSetup.of(asked.get()));
    }
  }

  private StartedRack start(ExtensionContext context, RackSetup wanted) {
    var started = StartedRack.start(wanted);
    context.getStore(namespace).put(StartedRack.class, started); // which closes it at the end
    return started;
  }

  private @Nullable StartedRack find(ExtensionContext context) {
    return context.getStore(namespace).get(StartedRack.class, StartedRack.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var declared = parameter.getParameter();
    var type = declared.getType();
    return type == Rack.class
        || type == DrivenTime.class
        || declared.getParameterizedType().getTypeName().equals(FOBS)
        || (type == Path.class && declared.getAnnotations().length == 0); // others' say whose
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var started = find(context);
    if (started == null) throw new ParameterResolutionException(NOT_THERE);
    var type = parameter.getParameter().getType();
    if (type == DrivenTime.class) return started.time();
    if (type == Path.class) return started.rack().line();
    return type == Rack.class ? started.rack() : started.rack().fobs();
  }

  private static final String FOBS = List.class.getName() + "<" + Fob.class.getName() + ">";
  private static final String NOT_THERE =
      "ラックは動いていません。@RegisterExtension の static フィールドはクラス、インスタンスフィールドは各テストの間だけ動きます / no rack"
          + " is running: in a static @RegisterExtension field it lasts for the class, in an"
          + " instance field for each test";
}
