package dev.kagimori.browser;

/** How large the window is, in CSS pixels. */
public enum Screen {
  /** 1280 × 900. */
  PC(1280, 900),
  /** 390 × 844, touched, not clicked; and it says that it is a phone. */
  PHONE(390, 844),
  /** 320 × 640: what is left of 1280 pixels at 400 % (WCAG 2.2, 1.4.10). */
  ENLARGED(320, 640);

  final int width;
  final int height;

  public int width() {
    return width;
  }

  Screen(int width, int height) {
    this.width = width;
    this.height = height;
  }
}
