package dev.kagimori.client;

import java.util.List;

/**
 * Users whose suspension a master user lifts.
 *
 * @param by the master
 * @param users 1 to 100
 */
public record UnlockRequest(String by, List<String> users) {
  public UnlockRequest {
    users = List.copyOf(users);
  }
}
