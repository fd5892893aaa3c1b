package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Lost;
import dev.kagimori.bank.visit.Reply;
import dev.kagimori.bank.visit.Visit;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The way to the port where the browser is asked for a certificate (D2). */
record SecureLogin(Supplier<OptionalInt> port) {
  Reply go(Visit visit) {
    var open = port.get();
    return visit.house().certificates() && open.isPresent()
        ? Reply.go(visit.secureUrl(open.getAsInt(), "login"))
        : Reply.page(Lost.notFound(visit));
  }
}
