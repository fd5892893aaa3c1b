package dev.kagimori.http;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * One request that fits the contract.
 *
 * @param caller who asks; the institution comes from here, never from the request
 * @param method GET, POST …
 * @param path as it was asked for, without the query; part of an idempotency key's scope
 * @param pathParameters by name, decoded
 * @param query by name; a parameter left out with a default in the contract has the default
 * @param body empty where there was none
 * @param idempotencyKey the header of that name
 * @param deadline when the answer is of no use any more
 */
public record Call(
    Caller caller,
    String method,
    String path,
    Map<String, String> pathParameters,
    Map<String, String> query,
    JsonObject body,
    Optional<String> idempotencyKey,
    Deadline deadline) {

  /** A path parameter that the contract names. */
  public String path(String name) {
    var value = pathParameters.get(name);
    if (value == null)
      throw new IllegalStateException("the contract has no path parameter " + name);
    return value;
  }

  /** A query parameter that the contract requires or gives a default. */
  public String parameter(String name) {
    var value = query.get(name);
    if (value == null) throw new IllegalStateException("the contract has no parameter " + name);
    return value;
  }

  /** Bodies hold codes and passwords. */
  @Override
  public String toString() {
    return "Call(" + method + " of " + caller.client() + ")";
  }
}
