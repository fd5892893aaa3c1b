package dev.kagimori.staff;

import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import io.vertx.sqlclient.SqlClient;

/** What one person alone does not do. */
final class TwoPersons {
  private final UserStore users = new UserStore();

  /** Whether a second account has to approve; holds the user, so that the answer stays true. */
  boolean areNeeded(SqlClient db, Clerk clerk, Act act) {
    return switch (act) {
      case Act.Suspend _ -> false; // at once, whoever it is (E11)
      case Act.PutBack _, Act.Reissue _, Act.ExportSeeds _ -> true;
      case Act.Unlock _, Act.LiftStarts _, Act.Revoke _ -> isOnMaster(db, clerk, act);
      case Act.Allocate _ -> !clerk.is(Role.STOCK_KEEPER) && isOnMaster(db, clerk, act);
    };
  }

  private boolean isOnMaster(SqlClient db, Clerk clerk, Act act) {
    return act.owner()
        .flatMap(
            owner -> users.lock(db, clerk.institution(), owner.contract(), owner.user()).await())
        .filter(user -> user.role() == User.Role.MASTER)
        .isPresent();
  }
}
