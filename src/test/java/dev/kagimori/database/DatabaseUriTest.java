package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUriTest {
  @Test
  void theWholeUriIsRead() {
    var uri = DatabaseUri.parse("postgresql://kagimori:p%40ss%2Fw+rd@db.example:6543/tokens");
    assertEquals("db.example", uri.host());
    assertEquals(6543, uri.port());
    assertEquals("tokens", uri.database());
    assertEquals("kagimori", uri.user());
    assertEquals("p@ss/w+rd", uri.password());
    assertTrue(uri.encrypted());
  }

  @Test
  void thePasswordIsNotShown() {
    var uri = DatabaseUri.parse("postgresql://kagimori:sesame@db.example/tokens");
    assertEquals("postgresql://kagimori@db.example:5432/tokens", uri.toString());
  }

  @Test
  void thePasswordMayStandInAFile(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve("password"), "sesame\n");
    var uri = DatabaseUri.parse("postgresql://kagimori@db.example/tokens?passwordfile=" + file);
    assertEquals("sesame", uri.password());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "127.1.2.3"})
  void noTlsIsForLoopback(String host) {
    var uri = DatabaseUri.parse("postgresql://a:b@" + host + "/c?sslmode=disable");
    assertFalse(uri.encrypted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://a:sesame@127.0.0.1/c",
        "postgresql://a:sesame@/c",
        "postgresql://a:sesame@db.example",
        "postgresql://a:sesame@db.example/",
        "postgresql://a:sesame@db.example/c/d",
        "postgresql://:sesame@db.example/c",
        "postgresql://a@db.example/c",
        "postgresql://a:sesame@db.example/c?passwordfile=/x",
        "postgresql://a@db.example/c?passwordfile=/nowhere/sesame-not",
        "postgresql://a:sesame@db.example/c?sslmode=disable",
        "postgresql://a:sesame@127.0.0.1.example/c?sslmode=disable",
        "postgresql://a:sesame@db.example/c?sslmode=require",
        "postgresql://a:sesame@db.example/c?sslmode=prefer",
        "postgresql://a:sesame@db.example/c?sslmode=verify-full&sslmode=verify-full",
        "postgresql://a:sesame@db.example/c?sslrootcert=/nowhere",
        "postgresql://a:sesame@db.example/c?unknown=1",
        "postgresql://a:ses%ame@db.example/c",
        "postgresql://a:sesame @db.example/c",
        "not a uri",
      })
  void whatCannotBeUsedIsRefusedWithoutThePassword(String text) {
    var refused = assertThrows(CannotStart.class, () -> DatabaseUri.parse(text));
    assertFalse(refused.toString().contains("sesame@"), refused.toString());
    assertFalse(refused.toString().contains(":sesame"), refused.toString());
    assertTrue(refused.toString().contains("URI"), refused.toString());
  }
}
