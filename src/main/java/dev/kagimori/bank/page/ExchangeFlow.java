package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.CodeRequest;
import dev.kagimori.client.ErrorCode;
import dev.kagimori.client.Exchange;
import dev.kagimori.client.KagimoriException;
import dev.kagimori.client.Refused;
import dev.kagimori.client.SerialAndCodeRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exchange: a code of the present token, then serial number and code of the new one (E5). */
final class ExchangeFlow extends ReceiptFlow {
  private static final Logger log = LoggerFactory.getLogger(ExchangeFlow.class);
  private static final String OLD = "old";
  private static final String NEW = "new";

  private String serial = "";
  private @Nullable Exchange open;

  ExchangeFlow(Visit visit) {
    super(visit, Purpose.EXCHANGE, List.of(OLD, NEW, DONE));
  }

  @Override
  protected View show(Visit visit) {
    var lang = visit.lang();
    return switch (step()) {
      case OLD ->
          new ExchangeOld(
              visit.shell(this),
              trail(visit, 0),
              FlowForm.of(visit, this, "", lang.t("次へ", "Next")),
              entry().wantsNext());
      case NEW ->
          new ExchangeNew(
              visit.shell(this),
              trail(visit, 1),
              FlowForm.of(visit, this, OLD, lang.t("交換する", "Exchange")),
              entry().wantsNext(),
              serial);
      default -> receiptPage(visit, trail(visit, 2));
    };
  }

  @Override
  protected void submit(Visit visit) {
    var form = visit.form();
    var isNew = step().equals(NEW);
    if (isNew) serial = form.needed("serial", "シリアル番号", "serial number");
    entry().read(form);
    if (!form.isFine()) {
      tell(form.notices());
      return;
    }
    if (isNew) complete(visit);
    else open(visit);
  }

  private void open(Visit visit) {
    var request = new CodeRequest(entry().code(), entry().next(visit.form()));
    change(
        visit,
        (tokens, who) -> tokens.openExchange(who.contract(), who.user(), request),
        opened -> {
          open = opened;
          anotherToken();
          go(NEW);
        });
  }

  private void complete(Visit visit) {
    var request = new SerialAndCodeRequest(serial, entry().code(), entry().next(visit.form()));
    var id = Objects.requireNonNull(open).exchange();
    change(
        visit,
        (tokens, who) -> tokens.completeExchange(who.contract(), who.user(), id, request),
        this::done);
  }

  @Override
  protected void refused(Visit visit, Refused refused) {
    super.refused(visit, refused);
    if (refused.code() != ErrorCode.EXCHANGE_EXPIRED) return;
    open = null;
    anotherToken();
    go(OLD);
  }

  /** The old token goes on as before; what can't be given up now ends by itself in ten minutes. */
  @Override
  protected void abort(Visit visit) {
    var opened = open;
    var who = visit.customer();
    if (opened != null)
      try {
        visit
            .tokens()
            .client()
            .giveUpExchange(who.contract(), who.user(), opened.exchange())
            .await();
      } catch (KagimoriException e) {
        log.warn("an exchange was not given up, and runs out: {}", e.getMessage());
      }
    super.abort(visit);
  }
}
