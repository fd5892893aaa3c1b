package dev.kagimori.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nothing of the contract is missing in the client, and nothing is in it that is not there. */
class ClientContractTest {
  private static final Pattern NEXT_WORD = Pattern.compile("_([a-z])");

  private final Document document = Document.frontend();
  private final Map<String, Method> methods =
      Arrays.stream(KagimoriClient.class.getDeclaredMethods())
          .filter(m -> Modifier.isPublic(m.getModifiers()) && m.getReturnType() == Future.class)
          .filter(m -> !m.getName().equals("close"))
          .collect(Collectors.toMap(Method::getName, m -> m));

  @Test
  void thereIsAMethodForEachOperationAndNoOther() {
    var operations =
        document.operations().stream()
            .map(Document.Described::id)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(operations, new TreeSet<>(methods.keySet()));
  }

  @Test
  void eachOperationIsCalledByItsMethodAndPath() {
    var wanted = new TreeMap<String, String>();
    document.operations().forEach(o -> wanted.put(o.id(), o.method() + ' ' + o.path()));
    var ours = new TreeMap<String, String>();
    for (var e : Endpoint.values()) ours.put(operationId(e), e.method + ' ' + e.path);
    assertEquals(wanted, ours);
  }

  @Test
  void theCallsThatTakeAnIdempotencyKeyHaveOne() {
    for (var operation : document.operations())
      assertEquals(
          operation.parameters("header").contains("Idempotency-Key"),
          endpoint(operation.id()).isKeyed(),
          operation.id());
  }

  @Test
  void requestsHaveEachParameterAndFieldOfTheContract() {
    var likeness = new Likeness(document, false);
    for (var operation : document.operations()) {
      var given = List.of(method(operation).getGenericParameterTypes());
      int inPath = operation.parameters("path").size();
      var rest = given.subList(inPath, given.size());
      operation
          .request()
          .ifPresent(schema -> likeness.check(schema, rest.getFirst(), operation.id()));
      if (operation.request().isEmpty()) assertQuery(likeness, operation, rest);
    }
  }

  private static void assertQuery(
      Likeness likeness, Document.Described operation, List<Type> given) {
    var query = operation.parameters("query");
    assertEquals(query.isEmpty(), given.isEmpty(), operation.id());
    if (query.isEmpty() || (given.getFirst() == int.class && query.size() == 1)) return;
    var properties = new JsonObject();
    for (var parameter : operation.parameters())
      if (query.contains(parameter.getString("name")))
        properties.put(parameter.getString("name"), parameter.getJsonObject("schema"));
    var asObject =
        new JsonObject().put("type", "object").put("properties", properties).put("required", query);
    likeness.check(new JsonObject(asObject.encode()), given.getFirst(), operation.id());
  }

  @Test
  void answersHaveEachFieldOfTheContract() {
    var likeness = new Likeness(document, true);
    for (var operation : document.operations()) {
      var answer =
          ((ParameterizedType) method(operation).getGenericReturnType())
              .getActualTypeArguments()[0];
      for (var schema : operation.answers())
        if (answer == Void.class)
          assertEquals(new JsonObject(), schema.getJsonObject("properties", new JsonObject()));
        else likeness.check(schema, answer, operation.id());
    }
  }

  @Test
  void eachCodeAndEachMemberOfAProblemIsKnown() {
    var problem = document.problem();
    var codes =
        Arrays.stream(ErrorCode.values())
            .map(Enum::name)
            .collect(Collectors.toCollection(TreeSet::new));
    codes.remove("UNKNOWN");
    assertEquals(Document.names(problem.getJsonObject("properties").getJsonObject("code")), codes);
    var members = new TreeSet<String>();
    for (var component : Problem.class.getRecordComponents()) members.add(component.getName());
    assertEquals(new TreeSet<>(problem.getJsonObject("properties").fieldNames()), members);
    var told = Arrays.stream(Refused.class.getDeclaredMethods()).map(Method::getName).toList();
    assertEquals(List.of(), members.stream().filter(m -> !told.contains(m)).toList());
  }

  @Test
  void noRequestShowsWhatItCarries() {
    var secret = "SECRET-" + 492_039;
    for (var request :
        List.of(
            new StartRequest("GM1", secret).withNextCode(secret),
            new SerialAndCodeRequest("GM1", secret).withNextCode(secret),
            IssueRequest.app(secret, secret),
            new CodeRequest(secret).withNextCode(secret),
            new VerifyRequest(secret, Operation.LOGIN).withNextCode(secret),
            ContractRequest.personal("hanako").withRegisteredMail(secret))) {
      assertFalse(request.toString().contains(secret));
      assertFalse(Wire.write(request).encode().replace(secret, "").contains("SECRET"));
    }
  }

  private Method method(Document.Described operation) {
    var method = methods.get(operation.id());
    if (method == null) throw new AssertionError("the client has no " + operation.id());
    return method;
  }

  private static Endpoint endpoint(String operationId) {
    return Arrays.stream(Endpoint.values())
        .filter(e -> operationId(e).equals(operationId))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the client has no " + operationId));
  }

  /** {@code GIVE_UP_EXCHANGE} as {@code giveUpExchange}. */
  private static String operationId(Endpoint endpoint) {
    return NEXT_WORD
        .matcher(endpoint.name().toLowerCase(Locale.ROOT))
        .replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
  }
}
