package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.http.Contract;
import dev.kagimori.http.Door;
import dev.kagimori.http.ProblemCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantsIT {
  private static final JsonObject CODE = new JsonObject().put("code", "123456");

  /** A call that the contract takes, on these ids. */
  private static Request fitting(String operation, Customer customer, String exchange) {
    var call = customer.call(operation).exchange(exchange).receiptNumber("0000001");
    return switch (operation) {
      case "putContract" ->
          call.with(
              new JsonObject()
                  .put("kind", "BUSINESS")
                  .put(
                      "users",
                      new JsonArray()
                          .add(new JsonObject().put("user", "boss").put("role", "MASTER"))));
      case "start", "completeExchange" -> call.with(CODE.copy().put("serial", "GM00000001"));
      case "openExchange", "stop" -> call.with(CODE);
      case "verify" -> call.with(CODE.copy().put("operation", "TRANSFER"));
      case "issueToken" -> call.with(new JsonObject().put("kind", "HARDWARE"));
      case "unlockUsers", "revokeUsers" -> {
        var body =
            new JsonObject()
                .put("by", customer.user())
                .put("users", new JsonArray().add(customer.user()));
        yield call.with(operation.equals("revokeUsers") ? body.put("reason", "LOSS") : body);
      }
      case "getRequirements" -> call.query("operation=TRANSFER");
      case "getUser", "withdrawIssue", "giveUpExchange", "getAuthentications" -> call;
      default -> throw new AssertionError("say how " + operation + " is called");
    };
  }

  @Test
  void anotherInstitutionsKeyFindsNothingOnAnyRoute(@TempDir Path directory) {
    try (var bank = TestBank.open(directory)) {
      var ours = bank.institution("ours", new JsonObject());
      var theirs = bank.institution("theirs", new JsonObject());
      var hanako = ours.customer("c-hanako");
      var fob = ours.shippedTo(hanako);
      var next = ours.shippedTo(hanako);
      hanako.start(fob).expect(201);
      bank.time.nextStep();
      var exchange = hanako.openExchange(fob).expect(201).text("exchange");
      var before = hanako.status().body();

      var operations = new TreeSet<>(Contract.operations(Door.FRONT_END));
      assertEquals(operations, Request.operations());
      operations.remove("getInstitution"); // about the key's own institution, whoever asks
      var nobody = new Customer(ours, "c-nobody", "user");
      for (var operation : operations) {
        var known = fitting(operation, hanako, exchange).by(theirs).send();
        var unknown = fitting(operation, nobody, UUID.randomUUID().toString()).by(theirs).send();
        known.expect(
            switch (operation) {
              case "putContract" -> 201;
              case "unlockUsers", "revokeUsers" -> 403; // not among these terms
              default -> 404;
            });
        assertEquals(unknown.telling().replace("c-nobody", "c-hanako"), known.telling(), operation);
      }

      // with an own contract and user of the same names
      var namesake = theirs.customer("c-taro");
      var taro = ours.customer("c-taro");
      var here = namesake.start(next.serial(), taro.code(next)).expect(ProblemCode.NOT_ACCEPTED);
      var nowhere = namesake.start("GM00000001", "123456").expect(ProblemCode.NOT_ACCEPTED);
      assertEquals(nowhere.telling(), here.telling());
      namesake.completeExchange(exchange, next).expect(ProblemCode.NOT_FOUND);

      assertEquals(before, hanako.status().body());
      hanako.completeExchange(exchange, next).expect(201);
    }
  }
}
