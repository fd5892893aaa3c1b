/**
 * Institutions (the tenants), their terms and makes, their contracts and users.
 *
 * <p>The terms are data: what differs between two institutions is a value in them, never a branch
 * in code.
 */
@NullMarked
package dev.kagimori.institution;

import org.jspecify.annotations.NullMarked;
