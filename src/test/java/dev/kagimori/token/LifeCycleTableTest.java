package dev.kagimori.token;

import static dev.kagimori.token.Fobs.HANAKO;
import static dev.kagimori.token.Fobs.NOW;
import static dev.kagimori.token.Fobs.STEP;
import static dev.kagimori.token.Fobs.shown;
import static dev.kagimori.token.Fobs.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every state with every command; {@code -Ddocs.write} writes the table anew. */
class LifeCycleTableTest {
  private static final Terms TERMS = Fobs.terms(Map.of());
  private static final Path DOCUMENT = Path.of("docs", "life-cycle.md");

  private static final Map<String, Command> COMMANDS = commands();

  private static Map<String, Command> commands() {
    var commands = new LinkedHashMap<String, Command>();
    commands.put("allocate", new Command.Allocate(HANAKO));
    commands.put("activate", new Command.Activate());
    commands.put("start, right code", new Command.Start(HANAKO, shown(STEP)));
    commands.put("start, wrong code", new Command.Start(HANAKO, wrong()));
    commands.put("exchange-in, right code", new Command.ExchangeIn(HANAKO, shown(STEP)));
    commands.put("exchange-in, wrong code", new Command.ExchangeIn(HANAKO, wrong()));
    commands.put("verify, right code", new Command.Verify(shown(STEP)));
    commands.put("verify, wrong code", new Command.Verify(wrong()));
    commands.put("open exchange, right code", new Command.OpenExchange(shown(STEP)));
    commands.put("exchange-out", new Command.ExchangeOut());
    commands.put("stop, right code", new Command.Stop(shown(STEP)));
    commands.put("stop, wrong code", new Command.Stop(wrong()));
    commands.put("renew, right code", new Command.Renew(shown(STEP)));
    commands.put("resynchronise, right codes", new Command.Resynchronise(shown(STEP, STEP + 1)));
    commands.put("suspend", new Command.Suspend());
    commands.put("unlock", new Command.Unlock());
    commands.put("revoke", new Command.Revoke());
    commands.put("withdraw", new Command.Withdraw());
    commands.put("undelivered", new Command.Undelivered());
    commands.put("put back", new Command.PutBack());
    commands.put("check, right code", new Command.Check(shown(STEP), true, 120));
    commands.put("check, wrong code", new Command.Check(wrong(), true, 120));
    commands.put("condemn", new Command.Condemn());
    commands.put("retire", new Command.Retire());
    return commands;
  }

  @Test
  void theTableInTheDocumentsIsTheOneThatIsComputed() throws IOException {
    var table = document();
    if (System.getProperty("docs.write") != null) Files.writeString(DOCUMENT, table);
    assertEquals(Files.readString(DOCUMENT), table, "write it anew with -Ddocs.write");
  }

  private static String document() {
    var text =
        new StringBuilder(
            """
            # The life cycle of a token

            Computed by a test from `token/LifeCycle`, and compared with it on every build. Terms of the
            demo institution (a fob works only for the user it is allocated to and may be used again).
            The user who asks is the one whom the token is allocated to or registered by; a token in
            stock belongs to nobody. A cell says the state after the command, or why it is refused;
            `+1` means that a try is charged to the token, `susp.` that it is suspended afterwards.

            """);
    table(text, "Fobs", Kind.HARDWARE, null);
    table(text, "App tokens", Kind.SOFTWARE, null);
    table(text, "Fobs that are suspended", Kind.HARDWARE, Suspension.WRONG_CODES);
    return text.toString();
  }

  private static void table(StringBuilder text, String title, Kind kind, @Nullable Suspension s) {
    var states = states(kind);
    text.append("## ").append(title).append("\n| command |");
    states.forEach(state -> text.append(" ").append(state).append(" |"));
    text.append("\n|---|").append("---|".repeat(states.size())).append("\n");
    COMMANDS.forEach((name, command) -> {
      text.append("| ").append(name).append(" |");
      for (var state : states)
        text.append(" ").append(cell(token(kind, state, s), command)).append(" |");
      text.append("\n");
    });
    text.append("\n");
  }

  private static List<TokenState> states(Kind kind) {
    var states = new ArrayList<TokenState>(List.of(TokenState.values()));
    states.removeAll(
        kind == Kind.HARDWARE
            ? List.of(TokenState.ISSUED, TokenState.ACTIVATED)
            : List.of(TokenState.IN_STOCK, TokenState.ALLOCATED));
    return states;
  }

  private static Token token(Kind kind, TokenState state, @Nullable Suspension suspension) {
    var fresh = Token.fresh(Fobs.SERIAL, kind, Fobs.TOTP, TokenState.IN_STOCK, null);
    var token = fresh.withState(state, state == TokenState.IN_STOCK ? null : HANAKO);
    return suspension == null ? token : token.suspended(suspension);
  }

  private static String cell(Token before, Command command) {
    var decision = LifeCycle.decide(before, command, TERMS, NOW);
    var after = decision.token();
    var charged = after.failuresInRow() > before.failuresInRow() ? " +1" : "";
    return switch (decision) {
      case Decision.Refused(Token token, Decision.Reason reason) ->
          "_" + reason.name().toLowerCase(Locale.ROOT).replace('_', ' ') + "_" + charged;
      case Decision.Done(Token token) ->
          token.state() + (token.suspension() == null ? "" : " susp.");
    };
  }
}
