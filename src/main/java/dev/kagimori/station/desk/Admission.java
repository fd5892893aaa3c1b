package dev.kagimori.station.desk;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * Whether a key is the right one for this rack, asked before any fob is pressed: a press costs
 * battery, and a wrong key would only be found out by what comes of all of them.
 */
final class Admission {
  /** Fobs that are looked up until one is in the books, spread over the rack. */
  static final int LOOKED_UP_MAX = 10;

  private static final String ROLE = "STOCK_KEEPER";

  private final StockDoor door;
  private final Duration patience;
  private final String account;
  private final String institution;

  private Admission(StockDoor door, Duration patience, JsonObject account) {
    this.door = door;
    this.patience = patience;
    this.account = account.getString("account");
    institution = account.getString("institution");
  }

  /**
   * Asks whose key it is.
   *
   * @param patience how long the service may be gone
   * @throws DeskException when its account may not check fobs, or the service stays away
   */
  static Admission of(StockDoor door, Duration patience) throws DeskException {
    var account = door.insist("GET", "/v1/staff/account", null, "", patience);
    var admission = new Admission(door, patience, account);
    if (account.getJsonArray("roles").contains(ROLE)) return admission;
    throw DeskException.input(
        "--key-file: the account %s of %s is no %s. Give the key of one that is; no fob was pressed."
            .formatted(admission.account, admission.institution, ROLE),
        "--key-file: %s（%s）には %s の役割がありません。役割のあるアカウントのキーを指定してください。トークンは押していません。"
            .formatted(admission.account, admission.institution, ROLE),
        null);
  }

  /**
   * Looks for a fob of the rack in the books of the key's institution.
   *
   * @param serials all that are on the rack
   * @throws DeskException when there is none, or the service stays away
   */
  void require(List<String> serials) throws DeskException {
    int looked = Math.min(LOOKED_UP_MAX, serials.size());
    for (int n = 0; n < looked; n++) {
      var serial = serials.get(n * serials.size() / looked);
      if (door.find("/v1/stock/fobs/" + serial, patience).isPresent()) return;
    }
    if (looked == 0) return;
    throw DeskException.input(
        ("None of %d fobs looked up of this rack is in the books of %s, whose key --key-file has."
                + " Give that institution's key whose fobs these are, or import them first; no fob"
                + " was pressed.")
            .formatted(looked, institution),
        ("このラックのトークン%d個を照会しましたが、--key-file のキーの金融機関（%s）の帳簿にありません。"
                + "正しい金融機関のキーを指定するか、先に取り込んでください。トークンは押していません。")
            .formatted(looked, institution),
        null);
  }
}
