package dev.kagimori.demo;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/**
 * A customer of one of the demo's institutions: a login within a contract.
 *
 * @param role {@code PERSONAL}, {@code MASTER} or {@code GENERAL}
 */
record Customer(String contract, String user, String role) {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("hanako", "山田 花子"),
          Map.entry("taro", "佐藤 太郎"),
          Map.entry("yuki", "鈴木 由紀"),
          Map.entry("kenji", "高橋 健二"),
          Map.entry("haruto", "田中 陽翔"),
          Map.entry("mei", "伊藤 芽衣"),
          Map.entry("sota", "渡辺 颯太"),
          Map.entry("aoi", "中村 葵"),
          Map.entry("ren", "小林 蓮"),
          Map.entry("mio", "加藤 澪"),
          Map.entry("keiri", "経理担当"),
          Map.entry("somu", "総務担当"),
          Map.entry("suzuki", "鈴木 一郎"),
          Map.entry("tanaka", "田中 次郎"),
          Map.entry("sato", "佐藤 三郎"),
          Map.entry("tantou", "窓口担当"));

  String path() {
    return contractPath() + "/users/" + user;
  }

  String contractPath() {
    return "/v1/contracts/" + contract;
  }

  /** Where notices go; one for the whole contract. */
  String registeredMail() {
    return contract + "@example.jp";
  }

  /** Where issue mails go. */
  String phoneMail() {
    return contract + "-" + user + "@phone.example.jp";
  }

  /** What they type at their bank: persons the contract, others themselves, too. */
  String loginId() {
    return role.equals("PERSONAL") ? contract : contract + "-" + user;
  }

  /** No secret: the demo prints it. */
  String loginPassword() {
    return user + "2026";
  }

  /** Likewise, the confirmation password. */
  String ownPassword() {
    return "kakunin2026";
  }

  String nameJa() {
    return NAMES.getOrDefault(user, user);
  }

  String nameEn() {
    return user.substring(0, 1).toUpperCase(Locale.ROOT) + user.substring(1);
  }

  /** Contract and user alone. */
  JsonObject toJson() {
    return new JsonObject().put("contract", contract).put("user", user);
  }

  /** With all that scripts may want to know. */
  JsonObject described() {
    return toJson()
        .put("role", role)
        .put("loginId", loginId())
        .put("loginPassword", loginPassword())
        .put("confirmationPassword", ownPassword())
        .put("registeredMail", registeredMail())
        .put("phoneMail", phoneMail());
  }
}
