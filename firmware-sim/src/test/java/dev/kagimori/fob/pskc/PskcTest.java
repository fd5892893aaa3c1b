package dev.kagimori.fob.pskc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PskcTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant EXPIRY = Instant.parse("2031-03-31T14:59:59Z");

  private static List<PskcKey> keys() {
    return Fobs.random(40, Make.ALL, new Random(8), MADE).stream()
        .map(fob -> PskcKey.of(fob, fob.model().equals("GM-6") ? null : EXPIRY))
        .toList();
  }

  private static String written() throws IOException {
    var out = new ByteArrayOutputStream();
    PskcWriter.write(out, keys().subList(1, 2));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<PskcKey> read(String xml) throws IOException {
    return PskcReader.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsWrittenIsRead(@TempDir Path dir) throws IOException {
    var file = dir.resolve("fobs.pskc.xml");
    PskcWriter.write(file, keys());
    assertEquals(keys(), PskcReader.read(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void prefixesAndCommentsAndUnknownElementsDoNoHarm() throws IOException {
    var xml =
        written()
            .replace("<KeyContainer xmlns=", "<p:KeyContainer xmlns:p=")
            .replaceAll("<(/?)(?=[A-Z])", "<$1p:")
            .replace("<p:Suite>", "<!-- x --><x:Other xmlns:x=\"u:x\">y</x:Other><p:Suite>");
    assertEquals(keys().subList(1, 2), read(xml));
  }

  @Test
  void withoutASuiteItIsSha1() throws IOException {
    var xml = written().replaceAll("<Suite>.*</Suite>", "");
    assertEquals("SHA1", read(xml).getFirst().rule().algorithm().name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s/Length=\"6\"/Length=\"7\"/",
        "s/>30</>31</",
        "s/pskc:totp/pskc:hotp/",
        "s/<SerialNo>[^<]*</<SerialNo>gm 1</",
        "s/<Time><PlainValue>0/<Time><PlainValue>5/",
        "s/DECIMAL/HEXADECIMAL/",
        "s/HMAC-SHA256/HMAC-MD5/",
        "s/Version=\"1.0\"/Version=\"2.0\"/",
        "s/2031-03-31T/2031-13-31T/",
        "s/KeyContainer>$//",
        "s/<Secret><PlainValue>[^<]*</<Secret><PlainValue>!!!!</",
        "s/<Secret>.*<\\/Secret>//"
      })
  void aFaultAnywhereRefusesTheFileAndQuotesNoSecret(String edit) throws IOException {
    var parts = edit.split("(?<!\\\\)/", -1);
    var xml =
        written().strip().replaceAll(parts[1].replace("\\/", "/"), parts[2].replace("\\/", "/"));
    assertFalse(xml.equals(written().strip()), "the edit fits nothing: " + edit);
    var refused = assertThrows(IOException.class, () -> read(xml));
    var message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("line "), message);
    assertFalse(message.contains("!!!!"), message);
  }

  @Test
  void entitiesAreNotExpanded() {
    var xml =
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
            + "<KeyContainer xmlns='urn:ietf:params:xml:ns:keyprov:pskc' Version='1.0'>&e;"
            + "</KeyContainer>";
    assertThrows(IOException.class, () -> read(xml));
  }

  @Test
  void encryptedKeysAreRefusedByName() {
    var xml =
        "<KeyContainer xmlns='urn:ietf:params:xml:ns:keyprov:pskc' Version='1.0'>"
            + "<EncryptionKey/></KeyContainer>";
    var refused = assertThrows(IOException.class, () -> read(xml));
    assertTrue(String.valueOf(refused.getMessage()).contains("encrypted"));
  }
}
