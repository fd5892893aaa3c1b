package dev.kagimori.keyring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AeadTest {
  private static final byte[] HERE = {1};
  private static final byte[] ELSEWHERE = {2};

  /** One thing sealed, under a key of its own. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sealed(SecretKeySpec key, byte[] clear, byte[] sealed) {
    static Sealed of(Random random) throws GeneralSecurityException {
      var bytes = new byte[32];
      random.nextBytes(bytes);
      var key = new SecretKeySpec(bytes, "AES");
      var clear = new byte[random.nextInt(64)];
      random.nextBytes(clear);
      return new Sealed(key, clear, Aead.seal(key, clear, HERE));
    }

    boolean opens() throws GeneralSecurityException {
      assertArrayEquals(clear, Aead.open(key, sealed, HERE));
      return true;
    }

    boolean doesNotOpenElsewhere() {
      assertThrows(GeneralSecurityException.class, () -> Aead.open(key, sealed, ELSEWHERE));
      return true;
    }
  }

  @Test
  void aCipherThatFailedOrHadAnotherKeyOpensTheNext() throws GeneralSecurityException {
    var random = new Random(7);
    for (int i = 0; i < 200; i++) {
      var sealed = Sealed.of(random);
      if (random.nextBoolean()) sealed.doesNotOpenElsewhere();
      sealed.opens();
    }
  }

  @Test
  void manyAtOnceDoNotMixTheirKeys() throws Exception {
    var random = new Random(8);
    var tasks = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 2_000; i++) {
      var sealed = Sealed.of(random);
      tasks.add(i % 3 == 0 ? sealed::doesNotOpenElsewhere : sealed::opens);
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(tasks)) done.get();
    }
  }
}
