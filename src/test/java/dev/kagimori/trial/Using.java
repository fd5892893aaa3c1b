package dev.kagimori.trial;

import dev.kagimori.fob.device.Fob;

/** A customer with a fob in use. */
record Using(Customer customer, Fob fob) {
  static Using of(Customer customer) {
    return of(customer, customer.institution().deliver(1).getFirst());
  }

  static Using of(Customer customer, Fob fob) {
    customer.institution().allocate(fob, customer);
    customer.start(fob).expect(201);
    customer.institution().bank.time.nextStep();
    return new Using(customer, fob);
  }
}
