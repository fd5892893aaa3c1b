package dev.kagimori.client;

import java.util.List;

/**
 * Users whose tokens a master user revokes.
 *
 * @param by the master
 * @param users 1 to 100
 */
public record RevokeRequest(String by, List<String> users, Reason reason) {
  public RevokeRequest {
    users = List.copyOf(users);
  }

  /** Why: 機種変更, 紛失, 盗難, 故障, アプリまたはトークンの削除. */
  public enum Reason {
    PHONE_CHANGE,
    LOSS,
    THEFT,
    FAULT,
    DELETED
  }
}
