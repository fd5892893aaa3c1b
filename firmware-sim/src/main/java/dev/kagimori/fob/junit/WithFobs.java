package dev.kagimori.fob.junit;

import dev.kagimori.fob.rack.Rack;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class, or one test, a rack of fobs on a line of its own. Tests ask for it by
 * parameters; see {@link FobRackExtension}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(FobRackExtension.class)
public @interface WithFobs {
  /** How many, 0 to 65,535. */
  int value() default 24;

  /** From which serial numbers, seeds and quartzes are drawn; the same ones each time. */
  long seed() default 1;

  /** When time begins, as {@code 2027-03-01T00:00:00Z}; the fobs come from the factory then. */
  String begin() default "2027-03-01T00:00:00Z";

  /** Bits a second, 300 to 4,000,000. */
  int baud() default Rack.BAUD;
}
