package dev.kagimori.bank.ledger;

/** Somebody whom the contract registered beforehand (事前登録). */
public record Payee(int id, String bankName, String account, String name) {}
