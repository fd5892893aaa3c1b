package dev.kagimori.stock.campaign;

import dev.kagimori.institution.Terms;
import dev.kagimori.mail.Letterhead;
import dev.kagimori.stock.print.Label;
import dev.kagimori.stock.print.LabelSheet;
import dev.kagimori.stock.print.Labels;
import dev.kagimori.stock.print.Letter;
import dev.kagimori.stock.print.Letters;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Labels and letters of a campaign's fobs, in the order of the shipping list, as PDF. */
public final class Papers {
  private Papers() {}

  /** Labels, {@link Labels#perPart} at most; leaves the stream open. */
  public static void labels(OutputStream out, LabelSheet sheet, List<Progress.Member> members)
      throws IOException {
    Labels.write(
        out,
        sheet,
        members.stream()
            .map(member ->
                new Label(serial(member), place(member), member.contract() + " / " + member.user()))
            .toList());
  }

  /**
   * Letters, {@link Letters#PER_PART} at most; leaves the stream open. Names and addresses are the
   * bank's to add: they are not known here.
   *
   * @param from of the campaign's language
   */
  public static void letters(
      OutputStream out,
      Letterhead.Part from,
      LocalDate date,
      Campaign campaign,
      List<Progress.Member> members)
      throws IOException {
    Letters.write(
        out,
        from,
        date,
        members.stream()
            .map(member ->
                new Letter(
                    List.of(),
                    member.contract() + " / " + member.user(),
                    serial(member),
                    member.oldSerial(),
                    campaign.oldUntil()))
            .toList());
  }

  /** Who writes; empty: the terms name no help desk that customers could call. */
  public static Optional<Letterhead.Part> from(Campaign campaign, Terms terms) {
    return Letterhead.part(terms, campaign.language());
  }

  private static String serial(Progress.Member member) {
    return Objects.requireNonNull(member.newSerial());
  }

  private static String place(Progress.Member member) {
    return Stream.of(member.branch(), member.shelf(), member.box())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" / "));
  }
}
