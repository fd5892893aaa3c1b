package dev.kagimori.staff.stock;

import dev.kagimori.database.Tx;
import dev.kagimori.http.Call;
import dev.kagimori.http.Download;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.campaign.Campaign;
import dev.kagimori.stock.campaign.CampaignStore;
import dev.kagimori.stock.campaign.Papers;
import dev.kagimori.stock.campaign.Progress;
import dev.kagimori.stock.campaign.ShippingList;
import dev.kagimori.stock.campaign.Slip;
import dev.kagimori.stock.print.LabelSheet;
import dev.kagimori.stock.print.Letters;
import dev.kagimori.stock.print.Parts;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;

/** What a campaign's fobs are packed with, as files. */
final class CampaignFiles {
  private static final LabelSheet SHEET = LabelSheet.A4_24;

  /** A file lies in memory until its client has it, and a label takes more than a page of text. */
  private static final int LABELS_PER_PART = 200 * SHEET.perPage();

  /** PDFs that lie in memory at once. */
  private static final int PDFS_MAX = 2;

  private final Semaphore places = new Semaphore(PDFS_MAX);
  private final Pool pool;
  private final TermsStore terms;
  private final InstantSource clock;

  CampaignFiles(Pool pool, TermsStore terms, InstantSource clock) {
    this.pool = pool;
    this.terms = terms;
    this.clock = clock;
  }

  Download shippingList(Call call, Clerk clerk) {
    return file(
        call,
        clerk,
        (campaign, slip) ->
            new Download.Content(
                "text/csv; charset=utf-8",
                "campaign-%d-shipping-list.csv".formatted(campaign.number()),
                out -> ShippingList.write(out, slip)));
  }

  Download labels(Call call, Clerk clerk) {
    return file(
        call,
        clerk,
        (campaign, slip) ->
            part(
                call,
                campaign.number() + "-labels",
                slip,
                LABELS_PER_PART,
                (out, members) -> Papers.labels(out, SHEET, members)));
  }

  Download letters(Call call, Clerk clerk) {
    var now = clock.instant();
    return file(
        call,
        clerk,
        (campaign, slip) ->
            Papers.from(campaign, terms.at(campaign.institution(), now))
                .map(from ->
                    part(
                        call,
                        campaign.number() + "-letters",
                        slip,
                        Letters.PER_PART,
                        (out, members) ->
                            Papers.letters(out, from, BusinessDay.of(now), campaign, members)))
                .orElseGet(() ->
                    new Download.Refused(
                        CampaignAnswers.problem("NO_HELP_DESK").with("rule", "helpDesk"))));
  }

  private Download file(Call call, Clerk clerk, BiFunction<Campaign, Slip, Download> file) {
    int number = CampaignRoutes.number(call);
    var campaign =
        Tx.reading(pool, db -> CampaignStore.find(db, clerk.institution(), number)).orElse(null);
    if (campaign == null) return Download.refused(ProblemCode.NOT_FOUND);
    var slip = Slip.of(pool, campaign);
    return slip.fobs() == 0 ? new Download.Refused(nothing()) : file.apply(campaign, slip);
  }

  private static Problem nothing() {
    return CampaignAnswers.problem("NOTHING_TO_PACK");
  }

  /** Draws some members' pages. */
  private interface Drawing {
    void draw(OutputStream out, List<Progress.Member> members) throws IOException;
  }

  private Download part(Call call, String name, Slip slip, int perPart, Drawing drawing) {
    var parts = new Parts(slip.fobs(), perPart);
    int part = Integer.parseInt(call.parameter("part"));
    if (part > parts.count())
      return new Download.Refused(
          FieldError.malformed(
              new FieldError(In.QUERY, "/part", Reason.TOO_BIG, "" + parts.count())));
    return new Download.Content(
        "application/pdf",
        "campaign-%s-%d-of-%d.pdf".formatted(name, part, parts.count()),
        out -> {
          if (!places.tryAcquire()) throw new ProblemException(ProblemCode.OVERLOADED);
          try {
            var members = slip.some(parts.from(part), parts.to(part));
            if (members.isEmpty()) throw new ProblemException(nothing()); // shipped meanwhile
            drawing.draw(out, members);
          } finally {
            places.release();
          }
        });
  }
}
