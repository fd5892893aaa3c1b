/**
 * What people at the institution do: their accounts and roles, the operations at the staff's door,
 * and the acts that a second account has to approve.
 *
 * <p>{@link dev.kagimori.staff.Duty} says which role may do what. An {@link dev.kagimori.staff.Act}
 * is done at once or, where one person is not enough, laid down as a request that says exactly what
 * will be done; who approves it does it, judged anew.
 */
@NullMarked
package dev.kagimori.staff;

import org.jspecify.annotations.NullMarked;
