package dev.kagimori.client;

/** A login within a contract. */
public record ContractUser(String user, Role role) {}
