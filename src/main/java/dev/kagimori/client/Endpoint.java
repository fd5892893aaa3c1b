package dev.kagimori.client;

/** The operations of the contract, by method and path. */
enum Endpoint {
  GET_INSTITUTION("GET", "/v1/institution"),
  PUT_CONTRACT("PUT", "/v1/contracts/{contract}"),
  GET_USER("GET", "/v1/contracts/{contract}/users/{user}"),
  START("POST", "/v1/contracts/{contract}/users/{user}/start"),
  OPEN_EXCHANGE("POST", "/v1/contracts/{contract}/users/{user}/exchange"),
  COMPLETE_EXCHANGE("POST", "/v1/contracts/{contract}/users/{user}/exchange/{exchange}"),
  GIVE_UP_EXCHANGE("DELETE", "/v1/contracts/{contract}/users/{user}/exchange/{exchange}"),
  STOP("POST", "/v1/contracts/{contract}/users/{user}/stop"),
  ISSUE_TOKEN("POST", "/v1/contracts/{contract}/users/{user}/issues"),
  WITHDRAW_ISSUE("DELETE", "/v1/contracts/{contract}/users/{user}/issues/{receiptNumber}"),
  UNLOCK_USERS("POST", "/v1/contracts/{contract}/unlock"),
  REVOKE_USERS("POST", "/v1/contracts/{contract}/revoke"),
  VERIFY("POST", "/v1/contracts/{contract}/users/{user}/verify"),
  GET_REQUIREMENTS("GET", "/v1/contracts/{contract}/users/{user}/requirements"),
  GET_AUTHENTICATIONS("GET", "/v1/contracts/{contract}/users/{user}/authentications");

  final String method;
  final String path;

  Endpoint(String method, String path) {
    this.method = method;
    this.path = path;
  }

  boolean isChanging() {
    return !method.equals("GET");
  }

  /** Whether it carries an {@code Idempotency-Key}; a verification has a reference instead. */
  boolean isKeyed() {
    return isChanging() && this != VERIFY;
  }
}
