package dev.kagimori.stock.campaign;

import dev.kagimori.mail.Language;
import java.time.LocalDate;
import java.util.List;

/**
 * A campaign to be made; the components are {@link Campaign}'s.
 *
 * @param name 1 to 64 characters, of no other campaign
 */
public record Plan(
    String name,
    Whom whom,
    List<String> replaceWith,
    String fromBranch,
    LocalDate oldUntil,
    List<Integer> remindAfterDays,
    Language language) {}
