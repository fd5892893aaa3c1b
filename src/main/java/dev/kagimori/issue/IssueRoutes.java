package dev.kagimori.issue;

import dev.kagimori.http.Answer;
import dev.kagimori.http.Api;
import dev.kagimori.http.Call;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.Routes;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.UserStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.mail.Outbox;
import dev.kagimori.registration.Operations;
import dev.kagimori.registration.Receipts;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;

/** {@code issueToken} and {@code withdrawIssue}, for front ends. */
public final class IssueRoutes implements Routes {
  private final Operations operations;
  private final AppIssues apps;
  private final HardwareRequests fobs;
  private final Withdrawal withdrawal;

  public IssueRoutes(
      Pool pool,
      Keyring keyring,
      TermsStore terms,
      Idempotency idempotency,
      StartPasswords passwords,
      InstantSource clock) {
    operations = new Operations(terms, idempotency, new Receipts(pool), clock);
    var users = new UserStore();
    var letters = new Letters(new Outbox(keyring));
    apps = new AppIssues(operations, users, keyring, passwords, letters);
    fobs = new HardwareRequests(operations, users, letters);
    withdrawal = new Withdrawal(operations, users);
  }

  @Override
  public void mount(Api api) {
    api.on("issueToken", this::issue).on("withdrawIssue", withdrawal::run);
  }

  private Answer issue(Call call) {
    var request = operations.request(call);
    var kind = IssueFields.kind(call);
    return Issuing.notOffered(request.terms(), kind)
        .orElseGet(() ->
            switch (kind) {
              case HARDWARE -> fobs.run(request);
              case SOFTWARE -> apps.run(request);
            });
  }
}
