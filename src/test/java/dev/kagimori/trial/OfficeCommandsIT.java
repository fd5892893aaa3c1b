package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Secrets;
import dev.kagimori.service.Sweep;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kagimori staff} and {@code kagimori mail} beside a bank that runs. */
class OfficeCommandsIT {
  private static final Duration KEPT = Duration.ofDays(30);

  @TempDir static Path directory;
  private static TestBank bank;
  private static Operator operator;
  private static Institution minato;

  @BeforeAll
  static void open() throws IOException {
    bank = TestBank.open(directory);
    operator = Operator.of(bank, directory);
    minato = bank.institution("office", new JsonObject());
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  private static List<String> audited(String action) {
    return column(
        """
        SELECT concat_ws(' ', split_part(client, ':', 1), details ->> 'account',
                 details -> 'roles', details ->> 'why')
        FROM audit WHERE institution = $1 AND action = $2 ORDER BY id
        """,
        Tuple.of(minato.id, action));
  }

  private static List<String> column(String sql, Tuple values) {
    var rows = bank.backstage().pool().preparedQuery(sql).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).toList();
  }

  @Test
  @DisplayName("D6, D7: on a master user one person at the command line may suspend, and no more")
  void masters() {
    var boss = Systems.business(minato, "c-boss", 1, 0, "2020-01-01T00:00:00+09:00").getFirst();
    var fob = minato.deliver(1).getFirst();
    minato.allocate(fob, boss);
    boss.start(fob).expect(201);
    for (var act : List.of("unlock", "revoke", "lift"))
      assertTrue(token(act, boss).expect(1).err().contains("two persons"), act);
    token("suspend", boss).expect(0);
    token("unlock", boss).expect(1);
    assertEquals("SUSPENDED", boss.status().text("status"));
    var jiro = Using.of(minato.customer("c-jiro"));
    for (var act : List.of("suspend", "unlock", "lift", "revoke"))
      token(act, jiro.customer()).expect(0);
    operator
        .token("unlock", minato.id, "c-jiro", jiro.customer().user(), "--why", "\u3000\u200b")
        .expect(2);
  }

  private static Operator.Told token(String act, Customer customer) {
    return operator.token(
        act, minato.id, customer.contract(), customer.user(), "--why", "asked in person");
  }

  @Test
  @DisplayName("an account gets a key that opens its doors, until it is revoked")
  void staff() {
    var added = operator.staff("add", minato.id, "hanako", "--roles", "TELLER,HELPDESK").expect(0);
    var hanako = new Clerk(minato, "hanako", Secrets.apiKey(added.out().strip()));
    var account = hanako.call("getOwnAccount").expect(200).json();
    assertEquals(
        List.of("HELPDESK", "TELLER"), account.getJsonArray("roles").stream().sorted().toList());
    assertEquals(List.of("operator hanako [\"HELPDESK\", \"TELLER\"]"), audited("ADD_STAFF"));

    for (var refused :
        List.of(
            operator.staff("add", minato.id, "hanako", "--roles", "AUDITOR").expect(1),
            operator.staff("add", "nobody", "jiro", "--roles", "AUDITOR").expect(1)))
      assertTrue(refused.err().contains("choose another"), refused.err());
    assertTrue(
        operator
            .staff("add", minato.id, "Jiro!", "--roles", "AUDITOR")
            .expect(1)
            .err()
            .contains("a-z"));
    operator.staff("add", minato.id, "jiro", "--roles", "KING").expect(2);

    assertTrue(
        operator
            .staff("revoke", minato.id, "hanako", "--why", "\u3000")
            .expect(2)
            .err()
            .contains("--why"));
    for (int n = 0; n < TestBank.INSTANCES; n++) hanako.call("getOwnAccount").on(n).expect(200);
    operator.staff("revoke", minato.id, "hanako", "--why", "left the bank").expect(0);
    for (int n = 0; n < TestBank.INSTANCES; n++)
      hanako.call("getOwnAccount").on(n).until(401, "UNAUTHENTICATED");
    var reused = operator.staff("add", minato.id, "hanako", "--roles", "AUDITOR").expect(1);
    assertTrue(reused.err().contains("choose another"), reused.err());
    var again = operator.staff("revoke", minato.id, "hanako", "--why", "again").expect(1);
    assertTrue(again.err().contains("revoked before"), again.err());
    assertEquals(List.of("operator hanako left the bank"), audited("REVOKE_STAFF"));
  }

  /** A customer whose address has been told of an issue; the mail waits, as there is no server. */
  private static UUID mail(Institution institution, String contract) {
    var customer = institution.customer(contract, "taro@example.jp");
    Issues.request(customer).expect(201);
    return bank.backstage()
        .pool()
        .preparedQuery("SELECT mail FROM mail WHERE institution = $1 AND contract = $2")
        .execute(Tuple.of(institution.id, contract))
        .await()
        .iterator()
        .next()
        .getUUID(0);
  }

  private static void becomes(UUID mail, String change) {
    bank.backstage()
        .pool()
        .preparedQuery("UPDATE mail SET " + change + " WHERE mail = $1")
        .execute(Tuple.of(mail))
        .await();
  }

  @Test
  @DisplayName("mails are listed with masked recipients; one that bounced is tried again")
  void mails() {
    var post = bank.institution("post", new JsonObject());
    assertTrue(operator.mail("list", post.id).expect(0).out().contains("no mails"));
    var id = mail(post, "c-mail");
    var listed = operator.mail("list", post.id).expect(0).out();
    assertTrue(listed.contains(id.toString()) && listed.contains("WAITING"), listed);
    assertFalse(listed.contains("taro@"), listed);
    assertTrue(listed.contains("@example.jp"), listed);
    assertFalse(operator.mail("list", post.id, "--trouble").expect(0).out().contains("" + id));
    for (var last : List.of("0", "1001"))
      assertTrue(
          operator.mail("list", post.id, "--last", last).expect(1).err().contains("1 to 1000"));

    var early = operator.mail("retry", post.id, id.toString()).expect(1);
    assertTrue(early.err().contains("State: WAITING"), early.err());
    becomes(id, "state = 'BOUNCED', reason = 'REFUSED', last_status = 550, tries = 3");
    var trouble = operator.mail("list", post.id, "--trouble", "--last", "1").expect(0).out();
    assertTrue(trouble.contains("REFUSED  SMTP 550"), trouble);
    operator.mail("retry", post.id, id.toString()).expect(0);
    assertTrue(operator.mail("list", post.id).expect(0).out().contains("WAITING"));
    var unknown = operator.mail("retry", post.id, UUID.randomUUID().toString()).expect(1);
    assertTrue(unknown.err().contains("no such mail"), unknown.err());
    assertTrue(
        operator.mail("retry", minato.id, id.toString()).expect(1).err().contains("no such"));
    operator.mail("retry", post.id, "x").expect(2);
  }

  @Test
  @DisplayName("what became of a mail is known for thirty days; what waits is never removed")
  void mailsGo() {
    var post = bank.institution("old-post", new JsonObject());
    var sent = mail(post, "c-sent");
    var bounced = mail(post, "c-bounced");
    var waiting = mail(post, "c-waiting");
    becomes(sent, "state = 'SENT', sent_at = created_at, content = NULL");
    becomes(bounced, "state = 'BOUNCED', reason = 'REFUSED'");
    var pool = bank.backstage().pool();
    bank.time.pass(KEPT);
    Sweep.now(pool, bank.time);
    assertEquals(3, left(post).size());
    bank.time.pass(Duration.ofMillis(1));
    Sweep.now(pool, bank.time);
    assertEquals(List.of(waiting.toString()), left(post));
  }

  private static List<String> left(Institution institution) {
    return column("SELECT mail::text FROM mail WHERE institution = $1", Tuple.of(institution.id));
  }
}
