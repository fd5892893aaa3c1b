package dev.kagimori.http;

/** The routes of one domain. */
public interface Routes {
  void mount(Api api);
}
