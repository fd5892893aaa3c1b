package dev.kagimori.demo;

import dev.kagimori.localpage.Tongue;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** The API's words, for people. */
final class CounterWords {
  private CounterWords() {}

  static String status(Tongue tongue, String status) {
    return switch (status) {
      case "NOT_REGISTERED" -> tongue.say("未登録", "not registered");
      case "REQUESTED" -> tongue.say("申込済み・割当待ち", "a fob was asked for");
      case "ALLOCATED" -> tongue.say("割当済み・利用開始待ち", "a fob was set aside");
      case "ISSUED" -> tongue.say("発行済み", "issued");
      case "ACTIVATED" -> tongue.say("初期設定済み", "app set up");
      case "IN_USE" -> tongue.say("利用中", "in use");
      case "SUSPENDED" -> tongue.say("停止中", "suspended");
      case "EXPIRED" -> tongue.say("期限切れ", "expired");
      default -> status;
    };
  }

  static String role(Tongue tongue, String role) {
    return switch (role) {
      case "PERSONAL" -> tongue.say("個人", "personal");
      case "MASTER" -> tongue.say("マスターユーザ", "master user");
      case "GENERAL" -> tongue.say("一般ユーザ", "general user");
      default -> role;
    };
  }

  /** Of a request for approval. */
  static String act(Tongue tongue, String kind) {
    return switch (kind) {
      case "UNLOCK" -> tongue.say("停止の解除", "Unlock");
      case "LIFT_STARTS" -> tongue.say("利用開始の再開", "Let start again");
      case "REVOKE" -> tongue.say("失効", "Revoke");
      case "REISSUE" -> tongue.say("再発行", "Re-issue");
      case "ALLOCATE" -> tongue.say("割当", "Set a fob aside");
      default -> kind;
    };
  }

  /** Its state, what suspended it, and how often a wrong code came in a row. */
  static String token(Tongue tongue, JsonObject token) {
    var text = new StringBuilder(state(tongue, token.getString("state")));
    switch (Objects.requireNonNullElse(token.getString("suspension"), "")) {
      case "WRONG_CODES" -> text.append(tongue.say("、誤りが続いたため停止", ", suspended by wrong codes"));
      case "STAFF" -> text.append(tongue.say("、職員が停止", ", suspended by staff"));
      default -> {} // not suspended
    }
    int failures = token.getInteger("failuresInRow");
    if (failures > 0)
      text.append(tongue.say("、連続した誤り %d 回", ", %d wrong codes in a row").formatted(failures));
    return text.toString();
  }

  private static String state(Tongue tongue, String state) {
    return switch (state) {
      case "IN_STOCK" -> tongue.say("在庫", "in stock");
      case "ALLOCATED" -> tongue.say("割当済み", "set aside");
      case "ISSUED" -> tongue.say("発行済み", "issued");
      case "ACTIVATED" -> tongue.say("初期設定済み", "set up");
      case "IN_USE" -> tongue.say("利用中", "in use");
      case "RELEASED" -> tongue.say("利用終了", "released");
      case "REVOKED" -> tongue.say("失効", "revoked");
      case "RETIRED" -> tongue.say("廃棄", "retired");
      default -> state;
    };
  }
}
