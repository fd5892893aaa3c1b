package dev.kagimori.demo;

import java.nio.file.Path;

/** Where the demo keeps what. */
record Home(Path directory) {
  Path log() {
    return directory.resolve("kagimori.log");
  }

  Path database() {
    return directory.resolve("postgresql");
  }

  Path masterKey() {
    return directory.resolve("master.key");
  }

  /** Of all institutions: front ends' and staff's. */
  Path keys() {
    return directory.resolve("keys.json");
  }

  /** Of Minato's front end, from a former version. */
  Path apiKey() {
    return directory.resolve("api.key");
  }

  /** What the fobs themselves hold. */
  Path rack() {
    return directory.resolve("rack.state");
  }

  /** The maker's delivery, seeds in clear. */
  Path delivery() {
    return directory.resolve("fobs.pskc.xml");
  }

  /** Likewise, Kitahama's. */
  Path deliveryKitahama() {
    return directory.resolve("fobs-kitahama.pskc.xml");
  }

  /** Key and certificate of the inbox. */
  Path mail() {
    return directory.resolve("mail");
  }

  Path certificates() {
    return directory.resolve("certificates");
  }

  /** Key and certificate of who issues them. */
  Path authority() {
    return certificates().resolve("authority.p12");
  }

  /** Key and certificate of the banks' port with TLS. */
  Path tls() {
    return certificates().resolve("server.p12");
  }

  /** What a customer imports into the browser (D2). */
  Path certificate(Customer user) {
    return certificates().resolve(user.loginId() + ".p12");
  }

  Path line() {
    return directory.resolve("fobs");
  }

  Path press() {
    return directory.resolve("press");
  }

  Path curlConfig() {
    return directory.resolve("curl.conf");
  }

  /** There while the demo is ready to be used. */
  Path announcement() {
    return directory.resolve("demo.json");
  }

  /** There from the first complete start on. */
  Path started() {
    return directory.resolve("started");
  }
}
