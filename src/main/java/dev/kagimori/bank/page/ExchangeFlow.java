package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Refusals;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.CodeRequest;
import dev.kagimori.client.ErrorCode;
import dev.kagimori.client.Exchange;
import dev.kagimori.client.KagimoriException;
import dev.kagimori.client.Receipt;
import dev.kagimori.client.Refused;
import dev.kagimori.client.SerialAndCodeRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exchange: a code of the present token, then serial number and code of the new one (E5). */
final class ExchangeFlow extends Flow {
  private static final Logger log = LoggerFactory.getLogger(ExchangeFlow.class);
  private static final String OLD = "old";
  private static final String NEW = "new";

  private CodeEntry entry = new CodeEntry();
  private String serial = "";
  private @Nullable Exchange open;
  private @Nullable Receipt receipt;

  ExchangeFlow(Visit visit) {
    super("exchange", List.of(OLD, NEW, DONE));
  }

  @Override
  protected View show(Visit visit) {
    var lang = visit.lang();
    if (isDone())
      return ReceiptPage.of(
          visit,
          this,
          Trails.of(visit, Purpose.EXCHANGE, 3),
          Objects.requireNonNull(receipt),
          true);
    if (step().equals(NEW))
      return new ExchangeNew(
          visit.shell(this),
          Trails.of(visit, Purpose.EXCHANGE, 2),
          FlowForm.of(visit, this, OLD, lang.t("交換する", "Exchange")),
          entry.wantsNext(),
          serial);
    return new ExchangeOld(
        visit.shell(this),
        Trails.of(visit, Purpose.EXCHANGE, 1),
        FlowForm.of(visit, this, "", lang.t("次へ", "Next")),
        entry.wantsNext());
  }

  @Override
  protected void submit(Visit visit) {
    var form = visit.form();
    var isNew = step().equals(NEW);
    if (isNew) serial = form.needed("serial", "シリアル番号", "serial number");
    entry.read(form);
    if (!form.isFine()) {
      tell(form.notices());
      return;
    }
    if (isNew) complete(visit);
    else open(visit);
  }

  private void open(Visit visit) {
    var request = new CodeRequest(entry.code(), entry.next(visit.form()));
    var who = visit.customer();
    send(
        visit,
        key ->
            visit
                .tokens()
                .under(key.toString())
                .openExchange(who.contract(), who.user(), request)
                .await(),
        opened -> {
          open = opened;
          entry = new CodeEntry();
          go(NEW);
        });
  }

  private void complete(Visit visit) {
    var request = new SerialAndCodeRequest(serial, entry.code(), entry.next(visit.form()));
    var who = visit.customer();
    var id = Objects.requireNonNull(open).exchange();
    send(
        visit,
        key ->
            visit
                .tokens()
                .under(key.toString())
                .completeExchange(who.contract(), who.user(), id, request)
                .await(),
        done -> {
          receipt = done;
          go(DONE);
        });
  }

  @Override
  protected void refused(Visit visit, Refused refused) {
    entry.answered(refused.code());
    if (refused.code() == ErrorCode.EXCHANGE_EXPIRED) {
      open = null;
      entry = new CodeEntry();
      go(OLD);
    }
    tell(Refusals.notice(refused));
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
    visit.logOut();
  }

  @Override
  protected String abortPath(Visit visit) {
    return visit.url("");
  }
}
