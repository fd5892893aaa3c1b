package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.Superuser;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.registration.Custody;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What is done to secrets that they come out, if they can. */
final class MisuseWalk {
  private final TestBank bank;
  private final Misuse misuse;

  MisuseWalk(Misuse misuse) {
    this.misuse = misuse;
    bank = misuse.institution.bank;
  }

  /** Every operation, right and refused in each way, with keys and references repeated. */
  void mainPath() {
    var hanako = misuse.institution.customer("c-hanako");
    var fob = misuse.fob(hanako);
    var other = misuse.fob(misuse.institution.customer("c-other"));
    var start = hanako.call("start").header("Idempotency-Key", "start-1");
    var shown = new JsonObject().put("serial", fob.serial()).put("code", misuse.shown(fob));
    for (var serial : List.of("8T0000000000", other.serial(), fob.serial()))
      misuse
          .send(
              hanako
                  .call("start")
                  .with(shown.copy().put("serial", serial).put("code", misuse.wrong())))
          .expect(ProblemCode.NOT_ACCEPTED);
    var far = bank.time.instant().plus(Duration.ofMinutes(5));
    misuse
        .send(hanako.call("start").with(shown.copy().put("code", misuse.code(Codes.at(fob, far)))))
        .expect(ProblemCode.NEXT_CODE_NEEDED);
    misuse.send(start.with(shown)).expect(201);
    misuse.send(start.with(shown)).expect(201);
    misuse
        .send(start.with(shown.copy().put("code", misuse.wrong())))
        .expect(ProblemCode.IDEMPOTENCY_MISMATCH);
    misuse.send(hanako.call("start").with(shown)).expect(ProblemCode.ALREADY_REGISTERED);

    misuse.nextStep();
    var attempt = Misuse.transfer(misuse.shown(fob)).put("reference", UUID.randomUUID().toString());
    var verify = hanako.call("verify");
    misuse.send(verify.with(attempt)).expectResult("ACCEPTED");
    misuse.send(verify.with(attempt)).expectResult("ACCEPTED");
    misuse
        .send(verify.with(attempt.copy().put("code", misuse.wrong())))
        .expect(ProblemCode.IDEMPOTENCY_MISMATCH);
    misuse.send(verify.with(Misuse.transfer(misuse.shown(fob)))).expectResult("REPLAYED");
    misuse
        .send(
            verify.with(
                Misuse.transfer(misuse.wrong()).put("reference", UUID.randomUUID().toString())))
        .expectResult("WRONG");

    misuse.nextStep();
    var next = misuse.fob(hanako);
    var opening = hanako.call("openExchange").header("Idempotency-Key", "exchange-1");
    misuse
        .send(hanako.call("openExchange").with(Misuse.body(misuse.wrong())))
        .expect(ProblemCode.WRONG);
    var exchange =
        misuse.send(opening.with(Misuse.body(misuse.shown(fob)))).expect(201).text("exchange");
    var completion = hanako.call("completeExchange").exchange(exchange);
    var new1 = new JsonObject().put("serial", next.serial());
    misuse
        .send(completion.with(new1.copy().put("code", misuse.wrong())))
        .expect(ProblemCode.NOT_ACCEPTED);
    misuse.send(completion.with(new1.copy().put("code", misuse.shown(next)))).expect(201);
    misuse
        .send(completion.with(new1.copy().put("code", misuse.shown(next))))
        .expect(ProblemCode.EXCHANGE_EXPIRED);
    misuse.nextStep();
    var stop = hanako.call("stop").header("Idempotency-Key", "stop-1");
    misuse.send(stop.with(Misuse.body(misuse.wrong()))).expect(ProblemCode.WRONG);
    var stop2 = hanako.call("stop").header("Idempotency-Key", "stop-2");
    misuse.send(stop2.with(Misuse.body(misuse.shown(next)))).expect(201);
    misuse.send(verify.with(Misuse.transfer(misuse.shown(next)))).expectResult("NOT_REGISTERED");
  }

  /** Codes where none belong; only names of fields are given back, so none is put there. */
  void wrongFields() throws Exception {
    var taro = misuse.institution.customer("c-taro");
    var fob = misuse.fob(taro);
    var code = misuse.shown(fob);
    var serial = new JsonObject().put("serial", fob.serial());
    for (var bad :
        List.of(
            new JsonObject().put("serial", code).put("code", fob.serial()),
            serial.copy().put("code", Integer.parseInt(code)),
            serial.copy().put("code", code + "9"),
            serial.copy().put("code", code).put("nextCode", "x" + code),
            serial.copy().put("code", code).put("loginOtp", code),
            serial.copy().put("code", new JsonArray().add(code))))
      misuse.send(taro.call("start").with(bad)).expect(ProblemCode.MALFORMED);
    for (var field : List.of("operation", "reference", "otp"))
      misuse
          .send(taro.call("verify").with(Misuse.transfer(code).put(field, code)))
          .expect(ProblemCode.MALFORMED);
    // typed twice: eight digits could be a serial number
    var twice = new JsonObject().put("serial", code).put("code", code);
    misuse.send(taro.call("start").with(twice)).expect(ProblemCode.NOT_ACCEPTED);
    var split = code.substring(0, 4) + "-" + code.substring(4);
    misuse
        .send(
            taro.call("start").header("Idempotency-Key", "twice").with(twice.put("serial", split)))
        .expect(ProblemCode.NOT_ACCEPTED);

    var bearer = "Bearer " + misuse.institution.key;
    for (var body :
        List.of(
            "{\"code\":\"" + code,
            "{\"code\":" + code + ",,}",
            "{\"code\":\"" + code + "\",\"code\":\"" + code + "\"}",
            "[\"" + code + "\"]",
            "code=" + code,
            "{\"code\":\"" + code + "\u0000\"}",
            "{\"code\":\"" + (code + " ").repeat(4000) + "\"}",
            "{\"a\":".repeat(60) + "\"" + code + "\""))
      misuse.raw(taro, "verify", "application/json", utf8(body), bearer);
    misuse.raw(taro, "verify", "text/plain", utf8(Misuse.transfer(code).encode()), bearer);
    misuse.raw(taro, "start", "application/json", new byte[] {'{', '"', (byte) 0xff}, bearer);
    var forged = misuse.key(bearer.substring(0, bearer.length() - 4) + "AAAA");
    for (var key : List.of(forged, "Bearer " + code, "Basic " + misuse.institution.key))
      misuse.raw(taro, "verify", "application/json", utf8("{}"), key);
    misuse.cutOff(taro, code);
  }

  /** The database away, or refusing; a seed damaged; a token suspended. */
  void faults(Superuser superuser) throws Exception {
    var jiro = misuse.institution.customer("c-jiro");
    var fob = misuse.fob(jiro);
    var shown = new JsonObject().put("serial", fob.serial()).put("code", misuse.shown(fob));
    superuser.run("BEGIN", "LOCK TABLE token IN ACCESS EXCLUSIVE MODE");
    misuse.send(jiro.call("start").with(shown)).expect(ProblemCode.OVERLOADED);
    superuser.run("ROLLBACK");
    superuser.run("ALTER TABLE audit ADD CONSTRAINT fault CHECK (institution = '-') NOT VALID");
    misuse.send(jiro.call("start").with(shown)).expect(ProblemCode.INTERNAL);
    superuser.run("ALTER TABLE audit DROP CONSTRAINT fault");
    superuser.run("ALTER TABLE token ADD CONSTRAINT fault CHECK (last_step < 0) NOT VALID");
    misuse.send(jiro.call("start").with(shown)).expect(ProblemCode.INTERNAL);
    superuser.run("ALTER TABLE token DROP CONSTRAINT fault");
    superuser.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kagimori'");
    var start = jiro.call("start").header("Idempotency-Key", "after-the-outage").with(shown);
    while (misuse.send(start).status() != 201)
      assertTrue(misuse.replies().getLast().startsWith("5"), misuse.replies().getLast());
    misuse.nextStep();
    superuser.force(
        "UPDATE token SET sealed_seed = set_byte(sealed_seed, 20, 0) WHERE serial = ?",
        fob.serial());
    misuse
        .send(jiro.call("verify").with(Misuse.transfer(misuse.shown(fob))))
        .expect(ProblemCode.REPLACE_TOKEN);
    misuse.institution.staff(Custody.Act.SUSPEND, jiro);
    misuse
        .send(jiro.call("verify").with(Misuse.transfer(misuse.shown(fob))))
        .expectResult("SUSPENDED");
    misuse.institution.staff(Custody.Act.REVOKE, jiro);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
