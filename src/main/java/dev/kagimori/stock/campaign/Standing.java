package dev.kagimori.stock.campaign;

/**
 * How members stand, read from fobs and registrations: the words that all queries about it share,
 * so that what is counted, shown and done is the same. In them {@code m} is a member, {@code n} and
 * {@code o} are the rows of the new fob and the old one.
 */
final class Standing {
  /** Each look-up is of one row by its key, whatever is believed of tables that have just grown. */
  static final String OLD_FOB =
      """
      LEFT JOIN LATERAL (
        SELECT state, owner_contract, owner_user, suspension FROM token
        WHERE institution = $1 AND serial = m.old_serial LIMIT 1) o ON true
      """;

  static final String FOBS =
      """
      LEFT JOIN LATERAL (
        SELECT state, owner_contract, owner_user, shipped_at, branch, shelf, box FROM token
        WHERE institution = $1 AND serial = m.new_serial LIMIT 1) n ON true
      """
          + OLD_FOB;

  /** The old fob is not in use by them any more. */
  static final String OLD_ENDED =
      """
      (o.state <> 'IN_USE' OR o.owner_contract <> m.contract OR o.owner_user <> m.user_id)
      """;

  /**
   * They are done with: the old fob is not in use by them any more. Not where it was the campaign
   * that ended it, until they start the use of another: till then they have none but by it.
   */
  static final String OVER =
      """
      (%s AND (m.retired_at IS NULL OR EXISTS (
        SELECT FROM registration r WHERE r.institution = $1 AND r.contract = m.contract
          AND r.user_id = m.user_id
          AND (r.ended_at IS NULL OR r.opened_at >= m.retired_at))))
      """
          .formatted(OLD_ENDED);

  /**
   * What they have of the new fob: {@code NONE}; {@code THEIRS}, set aside or sent; {@code
   * STARTED}, whatever became of it then; or {@code GONE}: withdrawn, come back, or revoked.
   */
  static final String NEW =
      """
      CASE
        WHEN m.new_serial IS NULL THEN 'NONE'
        WHEN n.state = 'ALLOCATED' AND n.owner_contract = m.contract AND n.owner_user = m.user_id
          THEN 'THEIRS'
        WHEN n.state NOT IN ('ALLOCATED', 'IN_STOCK') AND EXISTS (
          SELECT FROM registration r WHERE r.institution = $1 AND r.contract = m.contract
            AND r.user_id = m.user_id AND r.serial = m.new_serial)
          THEN 'STARTED'
        ELSE 'GONE'
      END
      """;

  /** Only members who were sent the new fob, {@code n}, and use the old one, {@code o}. */
  static final String SENT =
      """
      CROSS JOIN LATERAL (
        SELECT shipped_at FROM token t
        WHERE t.institution = $1 AND t.serial = m.new_serial AND t.state = 'ALLOCATED'
          AND t.shipped_at IS NOT NULL AND t.owner_contract = m.contract
          AND t.owner_user = m.user_id LIMIT 1) n
      CROSS JOIN LATERAL (
        SELECT serial FROM token t
        WHERE t.institution = $1 AND t.serial = m.old_serial AND t.state = 'IN_USE'
          AND t.owner_contract = m.contract AND t.owner_user = m.user_id LIMIT 1) o
      """;

  /** Why who waits gets no fob, if they were asked about now; null: they get one. */
  static final String LEFT_OUT =
      """
      CASE
        WHEN %s THEN 'CHANGED'
        WHEN o.suspension = 'STAFF' AND NOT %s THEN 'SUSPENDED'
        WHEN %s
          THEN 'ON_ITS_WAY'
      END
      """
          .formatted(OVER, OLD_ENDED, isOnItsWay("m.contract", "m.user_id"));

  private Standing() {}

  /**
   * Whether a fob is set aside for a user: read by the user and only then by its state, for while
   * statistics know of no fob that is set aside, the index of states looks cheaper, and is read
   * whole for each.
   */
  static String isOnItsWay(String contract, String user) {
    return """
    EXISTS (
      SELECT FROM (
        SELECT state, kind FROM token
        WHERE institution = $1 AND owner_contract = %s AND owner_user = %s OFFSET 0) theirs
      WHERE theirs.state = 'ALLOCATED' AND theirs.kind = 'HARDWARE')\
    """
        .formatted(contract, user);
  }

  /**
   * Whether a user's fob is another open campaign's to replace; not where they have used the new
   * one that it sent them and are back at the old one: it does no more for them.
   *
   * @param campaign that asks
   */
  static String isInAnother(String campaign, String serial, String contract, String user) {
    return """
    EXISTS (
      SELECT FROM campaign_member x
      JOIN campaign c ON c.institution = $1 AND c.campaign = x.campaign
      WHERE x.institution = $1 AND x.old_serial = %s AND x.campaign <> %s AND x.left_out IS NULL
        AND x.contract = %s AND x.user_id = %s
        AND c.state <> 'CLOSED' AND NOT EXISTS (
          SELECT FROM registration r
          WHERE r.institution = $1 AND r.contract = x.contract
            AND r.user_id = x.user_id AND r.serial = x.new_serial))\
    """
        .formatted(serial, campaign, contract, user);
  }
}
