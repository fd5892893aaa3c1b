package dev.kagimori.stock.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.kagimori.database.Tx;
import dev.kagimori.mail.Language;
import dev.kagimori.stock.Branches;
import dev.kagimori.stock.Occasion;
import dev.kagimori.stock.campaign.Making.Made;
import dev.kagimori.stock.campaign.Making.Made.NotInTheBooks.Missing;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whom campaigns are laid out for, and who is left out. */
class MakingIT extends InTown {
  @Test
  void aCampaignThatMakesNoSenseIsNotMade() {
    town.bank("sense", 2);
    town.stock("sense", 2, 0);
    var today = LocalDate.of(2026, 1, 1);
    assertEquals(new Made.UnknownInstitution(), make("nowhere", "HQ", LAST, List.of()));
    assertEquals(new Made.UnknownBranch("ZZ"), make("sense", "ZZ", LAST, List.of()));
    var occasion = new Occasion("sense", Town.KEEPER, town.now());
    Tx.in(town.pool(), db -> Branches.put(db, occasion, "SHUT", "閉店", true));
    assertEquals(new Made.UnknownBranch("SHUT"), make("sense", "SHUT", LAST, List.of()));
    assertInstanceOf(Made.DayOver.class, make("sense", "HQ", today, List.of()));
    for (var days :
        List.of(List.of(0), List.of(-1), List.of(366), List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 9)))
      assertEquals(new Made.WrongReminders(), make("sense", "HQ", LAST, days));
    var first = town.campaign("sense", "first");
    assertEquals(
        new Made.AllLeftOut(Map.of("IN_CAMPAIGN", 2L)), make("sense", "HQ", LAST, List.of(1, 365)));
    assertEquals(
        List.of("first"),
        town.column("SELECT name FROM campaign WHERE institution = $1", Tuple.of("sense")));
    clerks.close(first, 2);
    assertInstanceOf(Made.Done.class, make("sense", "HQ", LAST, List.of(1, 365)));
  }

  private static final LocalDate LAST = LocalDate.of(2027, 3, 31);

  private static Made make(
      String bank, String branch, LocalDate oldUntil, List<Integer> reminders) {
    return make(bank, Town.GM, branch, oldUntil, reminders);
  }

  private static Made make(
      String bank, Whom whom, String branch, LocalDate oldUntil, List<Integer> reminders) {
    var plan = new Plan("b", whom, List.of("SY"), branch, oldUntil, reminders, Language.JA);
    return Tx.in(
        town.pool(),
        db -> new Making(town.terms()).make(db, bank, plan, Town.KEEPER, town.now(), Town.LONG));
  }

  @Test
  void whomAnOpenCampaignHasServedMayBeOfAnother() {
    var campaign = clerks.allocated("served", 3, 9);
    clerks.ship(campaign);
    var member = clerks.member(campaign, 1);
    clerks.ends("served", member.oldSerial(), "EXCHANGED");
    clerks.starts("served", "SY00000001");
    assertEquals(1, clerks.count(campaign, "exchanged"));
    // the new one broke, and they are back at the old one
    clerks.ends("served", "SY00000001", "REVOKED");
    clerks.starts("served", member.oldSerial());
    clerks.bookIn("served", "SY00000002"); // whose user waits in the first one
    var other = town.campaign("served", "other");
    var counts = clerks.counts(other);
    assertEquals(1, counts.getLong("waiting"), counts::encode);
    assertEquals(
        "{\"IN_CAMPAIGN\":1,\"ON_ITS_WAY\":1}", counts.getJsonObject("leftOutBy").encode());

    // whose fob was on its way to them waits in the first one again, and is its to serve
    clerks.bookIn("served", "SY00000003");
    clerks.allocate(other);
    assertEquals(2, clerks.count(other, "leftOut"));
  }

  @Test
  void whoWasLeftOutForAReasonThatIsOverGetsAFob() {
    town.bank("over", 3);
    town.stock("over", 3, 0);
    var first = new SerialNumber("GM00007919");
    var second = "GM00015838";
    var suspend = "UPDATE token SET suspension = $3, version = version + 1, epoch = epoch + 1";
    var whose = " WHERE institution = $1 AND serial = $2";
    var one =
        town.campaign("over", "one", new Whom(null, null, null, null, List.of(first), null, null));
    town.run(suspend + whose, Tuple.of("over", second, "STAFF"));
    var all = town.campaign("over", "all");
    assertEquals(new Outcome.Done(1, true), clerks.allocate(all));
    assertEquals(2, clerks.count(all, "leftOut"));

    town.run(suspend + whose, Tuple.of("over", second, null));
    assertEquals(new Outcome.Done(1, true), clerks.allocate(all));
    clerks.close(one, 1);
    assertEquals(new Outcome.Done(1, true), clerks.allocate(all));
    assertEquals(3, clerks.count(all, "allocated"));
  }

  @Test
  void whomAnotherCampaignHasServedMeanwhileIsNotLeftOutForIt() {
    town.bank("meanwhile", 2);
    town.stock("meanwhile", 4, 0);
    var served =
        new Whom(null, null, null, null, List.of(new SerialNumber("GM00007919")), null, null);
    var one = town.campaign("meanwhile", "one", served);
    var all = town.campaign("meanwhile", "all");
    assertEquals("{\"IN_CAMPAIGN\":1}", clerks.counts(all).getJsonObject("leftOutBy").encode());
    clerks.allocate(one);
    clerks.ship(one);
    clerks.ends("meanwhile", "GM00007919", "EXCHANGED");
    clerks.starts("meanwhile", "SY00000001");
    // the new one broke, and they are back at the old one
    clerks.ends("meanwhile", "SY00000001", "REVOKED");
    clerks.starts("meanwhile", "GM00007919");
    assertEquals(new Outcome.Done(2, true), clerks.allocate(all));
  }

  @Test
  void whatIsInNoBookIsNamed() {
    town.bank("books", 3);
    town.stock("books", 3, 0);
    var known = new SerialNumber("GM00007919");
    var unknown = new SerialNumber("GM00000002");
    named("make", "ZZ", new Whom("ZZ", null, null, null, null, null, null));
    named("make", "G", new Whom("G", null, null, null, null, null, null)); // theirs are all GM
    named(
        "make",
        "GM00000000000000000000X",
        new Whom("GM00000000000000000000X", null, null, null, null, null, null));
    named("delivery", "77", new Whom("GM", 77, null, null, null, null, null));
    named("branch", "NONE", new Whom(null, null, null, "NONE", null, null, null));
    named(
        "serials/1",
        "GM00000002",
        new Whom(null, null, null, null, List.of(known, unknown), null, null));
    named(
        "contracts/2",
        "c-9",
        new Whom(null, null, null, null, null, List.of("c-0000001", "c-0000002", "c-9"), null));
    var owners = List.of(new Owner("c-0000001", "user"), new Owner("c-0000002", "usr"));
    named("users/1", "c-0000002/usr", new Whom(null, null, null, null, null, null, owners));
    assertEquals(
        new Made.NotInTheBooks(
            List.of(new Missing("contracts/0", "c-8"), new Missing("contracts/2", "c-9"))),
        make(
            "books",
            new Whom(null, null, null, null, null, List.of("c-8", "c-0000001", "c-9"), null),
            "HQ",
            LAST,
            List.of()));
    // of the terms, and nobody uses one
    assertEquals(
        new Made.WrongSize(true),
        make("books", new Whom("SY", null, null, null, null, null, null), "HQ", LAST, List.of()));
  }

  private static void named(String field, String value, Whom whom) {
    assertEquals(
        new Made.NotInTheBooks(List.of(new Missing(field, value))),
        make("books", whom, "HQ", LAST, List.of()));
  }

  @Test
  void aMakeThatTheTermsKnowNoMoreIsKnownByItsFobs() {
    town.bank("former", 2);
    town.stock("former", 2, 0);
    town.run(
        """
        INSERT INTO token (institution, serial, kind, algorithm, digits, step_seconds, sealed_seed,
                           key_version, state, owner_contract, owner_user, branch)
        VALUES ($1, 'QX00000001', 'HARDWARE', 'SHA1', 6, 30, '\\x00', 1, 'RELEASED', 'c-0000001',
                'user', 'HQ')
        """,
        Tuple.of("former"));
    var whom = new Whom("QX", null, null, null, null, null, null);
    assertEquals(new Made.WrongSize(true), make("former", whom, "HQ", LAST, List.of()));
  }
}
