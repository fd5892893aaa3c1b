package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Lang;
import dev.kagimori.client.RevokeRequest.Reason;

/** Why a token is revoked, in words. */
final class Reasons {
  private Reasons() {}

  static String of(Lang lang, Reason reason) {
    return switch (reason) {
      case PHONE_CHANGE -> lang.t("機種変更", "Change of phone");
      case LOSS -> lang.t("紛失", "Loss");
      case THEFT -> lang.t("盗難", "Theft");
      case FAULT -> lang.t("故障", "Fault");
      case DELETED -> lang.t("アプリまたはトークンの削除", "App or token deleted");
    };
  }
}
