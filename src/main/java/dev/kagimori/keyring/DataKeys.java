package dev.kagimori.keyring;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** An institution's data keys in clear, for the life of the process. */
final class DataKeys {
  private final Map<Integer, SecretKey> byVersion;
  private final int newest;
  private final Map<String, Mac> macs = new ConcurrentHashMap<>();

  /** Takes the keys; wipes the arrays. */
  DataKeys(Map<Integer, byte[]> keys) {
    var made = new ConcurrentHashMap<Integer, SecretKey>();
    keys.forEach((version, bytes) -> {
      made.put(version, new SecretKeySpec(bytes, "AES"));
      Arrays.fill(bytes, (byte) 0);
    });
    byVersion = Map.copyOf(made);
    newest = byVersion.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  int newest() {
    return newest;
  }

  boolean has(int version) {
    return byVersion.containsKey(version);
  }

  SecretKey key(int version) {
    var key = byVersion.get(version);
    if (key == null) throw new IllegalStateException("no data key of version " + version);
    return key;
  }

  /** By purpose, each with its key, to be cloned; purposes are few and fixed. */
  Map<String, Mac> macs() {
    return macs;
  }

  @Override
  public String toString() {
    return "DataKeys" + byVersion.keySet();
  }
}
