package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Lost;
import dev.kagimori.bank.visit.Reply;
import dev.kagimori.bank.visit.Visit;
import java.util.Optional;
import java.util.function.Supplier;

/** The way to the port where the browser is asked for a certificate (D2). */
record SecureLogin(Supplier<Optional<String>> origin) {
  Reply go(Visit visit) {
    return origin
        .get()
        .filter(_ -> visit.house().certificates())
        .map(there -> Reply.go(there + visit.url("login")))
        .orElseGet(() -> Reply.page(Lost.notFound(visit)));
  }
}
