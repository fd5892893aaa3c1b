package dev.kagimori.trial;

import dev.kagimori.http.Contract;
import dev.kagimori.http.ProblemCode;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An answer that fits the contract. */
record Reply(String operationId, int status, Map<String, List<String>> headers, String body) {
  static Reply of(String operationId, HttpResponse<String> response) {
    var reply =
        new Reply(operationId, response.statusCode(), response.headers().map(), response.body());
    if (reply.status >= 400 || isJson(response)) // a file's contract is not about its bytes
    Contract.check(operationId, reply.status, reply.body);
    return reply;
  }

  private static boolean isJson(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
  }

  JsonObject json() {
    return new JsonObject(body);
  }

  String text(String field) {
    return String.valueOf(json().getValue(field));
  }

  Reply expect(int expected) {
    if (status != expected)
      throw new AssertionError(operationId + ": " + expected + " expected, was " + this);
    return this;
  }

  Reply expect(ProblemCode code) {
    Contract.checkProblem(code, status, body);
    return this;
  }

  /** The result of a verification. */
  Reply expectResult(String result) {
    expect(200);
    if (!text("result").equals(result)) throw new AssertionError(result + " expected, was " + body);
    return this;
  }

  /** All that could tell one refusal from another: without the request's own id and the date. */
  String telling() {
    var told = new TreeMap<>(headers);
    told.remove("date");
    told.remove("x-request-id");
    var json = json();
    var instance = String.valueOf(json.remove("instance"));
    // requests are numbered, so that the tenth's name is longer than the ninth's
    told.computeIfPresent(
        "content-length",
        (_, length) -> List.of("" + (Integer.parseInt(length.getFirst()) - instance.length())));
    return status + " " + told + " " + json.encode();
  }
}
