package dev.kagimori.stock.seedfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OATH Toolkit's pskctool: what we write it reads, what it writes we read. */
class PskctoolIT {
  @TempDir Path directory;

  @BeforeAll
  static void thereIsPskctool() {
    var path = System.getenv().getOrDefault("PATH", "");
    var found = false;
    for (var each : path.split(":", -1))
      found |= !each.isEmpty() && Files.isExecutable(Path.of(each, "pskctool"));
    assumeTrue(found, "pskctool is not installed");
  }

  private String pskctool(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("pskctool"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private String run(List<String> command) throws Exception {
    var out = directory.resolve("out");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "hangs: " + command.getFirst());
    var said = Files.readString(out);
    assertEquals(0, process.exitValue(), said);
    return said;
  }

  /** A key and its certificate, as PEM files. */
  private void makeCertificate(Path key, Path certificate) throws Exception {
    var store = directory.resolve("store.p12");
    var password = "of this test";
    run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "maker",
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-dname",
            "CN=maker",
            "-keystore",
            store.toString(),
            "-storepass",
            password));
    var keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
    var secret = keys.getKey("maker", password.toCharArray()).getEncoded();
    Secrets.password(Base64.getEncoder().encodeToString(secret).substring(100, 140));
    Files.writeString(key, pem("PRIVATE KEY", secret));
    Files.writeString(certificate, pem("CERTIFICATE", keys.getCertificate("maker").getEncoded()));
  }

  private static String pem(String name, byte[] bytes) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(name, lines);
  }

  private Path written(boolean password) throws IOException {
    var make = new PskcMaker(1);
    var file = directory.resolve("ours.xml");
    try (var out = Files.newOutputStream(file)) {
      var writer =
          password
              ? PskcWriter.password(out, "correct horse".toCharArray())
              : PskcWriter.preShared(out, make.bytes(32), "Transport 1");
      for (var i = 0; i < 3; i++)
        writer.add(PskcWriterTest.record(make.seed(20), "GM00000" + i, Algorithm.SHA256, 8, 60));
      writer.finish();
    }
    return file;
  }

  @Test
  void ourFilesAreValidByItsSchemaAndItFindsTheKeysInThem() throws Exception {
    for (var password : new boolean[] {false, true}) {
      var file = written(password).toString();
      // it says that it cannot decrypt, after which it validates all the same
      assertTrue(pskctool("--validate", file).strip().endsWith("\nOK"));
      var said = pskctool("--info", file);
      for (var i = 0; i < 3; i++) assertTrue(said.contains("SerialNo: GM00000" + i), said);
      assertTrue(said.contains("Response Format Length: 8"), said);
      assertTrue(said.contains("Key TimeInterval: 60"), said);
    }
  }

  @Test
  void whatItReadsInClearWeReadAlike() throws Exception {
    var seed = new PskcMaker(2).seed(20);
    var plain = "<PlainValue>" + Base64.getEncoder().encodeToString(seed) + "</PlainValue>";
    var text = PskcMaker.file(PskcMaker.keyPackage("GM000009", plain));
    var file = Files.write(directory.resolve("clear.xml"), text);
    assertEquals("OK", pskctool("--validate", file.toString()).strip());
    var said = pskctool("--info", file.toString());
    var ours = Results.of(text, TransportKey.none()).record();
    assertTrue(said.contains("SerialNo: " + ours.serial()), said);
    assertEquals(OptionalInt.of(60), ours.stepSeconds());
    assertTrue(said.contains("Key TimeInterval: 60"), said);
    assertTrue(said.contains(Base64.getEncoder().encodeToString(ours.seed().reveal())));
    assertArrayEquals(seed, ours.seed().reveal());
  }

  @Test
  void whatItSignsWithSha1IsRefusedAsSuchAndReadWithoutTheSignature() throws Exception {
    var seed = new PskcMaker(3).seed(20);
    var plain = "<PlainValue>" + Base64.getEncoder().encodeToString(seed) + "</PlainValue>";
    var file =
        Files.write(
            directory.resolve("clear.xml"),
            PskcMaker.file(PskcMaker.keyPackage("GM000009", plain)));
    var key = directory.resolve("key.pem");
    var certificate = directory.resolve("certificate.pem");
    makeCertificate(key, certificate);
    var signed =
        pskctool(
            "--sign",
            "--sign-key",
            key.toString(),
            "--sign-crt",
            certificate.toString(),
            file.toString());
    var results = Results.of(signed);
    results.broken(Reason.SIGNATURE, "Signature");
    assertArrayEquals(seed, results.record(0).seed().reveal());
    var unsigned = signed.replaceAll("(?s)<Signature.*</Signature>", "");
    var read = Results.of(unsigned.getBytes(StandardCharsets.UTF_8), TransportKey.none()).record();
    assertArrayEquals(seed, read.seed().reveal());
  }
}
