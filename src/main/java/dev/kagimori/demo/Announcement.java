package dev.kagimori.demo;

import dev.kagimori.database.OwnerOnly;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;

/**
 * What scripts need, in a file that is there while the demo is ready. It holds keys.
 *
 * @param frontend such as {@code http://127.0.0.1:18080}
 * @param management likewise
 * @param mail where the mails sent so far are looked at
 * @param drawer where fobs are pressed in a browser
 * @param counter where the reader is the bank's employee
 * @param banks the customers' pages
 * @param sites all institutions
 * @param main the one that was there before there were others
 */
record Announcement(
    Home home,
    String frontend,
    String management,
    URI mail,
    URI drawer,
    URI counter,
    NetBank banks,
    List<Site> sites,
    Site main)
    implements AutoCloseable {
  void write() throws IOException {
    var customers = new JsonArray();
    main.tenant().customers().forEach(customer -> customers.add(customer.toJson()));
    var institutions = new JsonArray();
    sites.forEach(site -> institutions.add(described(site)));
    var json =
        new JsonObject()
            .put("frontend", frontend)
            .put("management", management)
            .put("institution", main.tenant().id())
            .put("apiKey", apiKey())
            .put("serialLine", home.line().toString())
            .put("fobs", new JsonArray(fobs()))
            .put("customers", customers)
            .put("mail", mail.toString())
            .put("app", app())
            .put("fobDrawer", drawer.toString())
            .put("counter", counter.toString())
            .put("institutions", institutions);
    OwnerOnly.write(home.announcement(), json.encodePrettily() + "\n");
  }

  private JsonObject described(Site site) {
    var tenant = site.tenant();
    var json = site.toJson(frontend, banks.uri(tenant));
    if (tenant.certified().isEmpty()) return json;
    var certificates = new JsonArray();
    for (var who : tenant.certified())
      certificates.add(
          new JsonObject()
              .put("loginId", who.loginId())
              .put("file", home.certificate(who).toString())
              .put("password", Certificates.PASSWORD));
    return json.put("bankTls", banks.secureUri(tenant).toString())
        .put("certificates", certificates);
  }

  /** The phone app. */
  String app() {
    return frontend + "/app/";
  }

  /** Of the main institution's front end. */
  String apiKey() {
    return main.keys().apiKey();
  }

  /** Serial numbers of the main institution's fobs; allocated to nobody. */
  List<String> fobs() {
    return main.fobs();
  }

  /** Removes what a former start left. */
  static void withdraw(Home home) throws IOException {
    Files.deleteIfExists(home.announcement());
  }

  @Override
  public void close() throws IOException {
    withdraw(home);
  }

  @Override
  public String toString() {
    return "Announcement[" + frontend + "]"; // without the key
  }
}
