package dev.kagimori.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChromiumIT {
  @RegisterExtension static final Chromium chromium = new Chromium();

  @Test
  void aPageWithoutALanguageOrWithPaleTextIsNotGood() {
    var page = chromium.page(Screen.PC, "ja-JP");
    page.setContent("<title>鍵守</title><main><h1 style=color:#ccc>薄い</h1></main>");
    assertThrows(AssertionError.class, () -> Looks.accessible(page));
    page.setContent("<html lang=ja><title>鍵守</title><main><h1>濃い</h1></main>");
    Looks.accessible(page);
  }

  @Test
  void aPageThatIsWiderThanAPhoneIsNotGood() {
    var page = chromium.page(Screen.PHONE, "ja-JP");
    page.setContent("<html lang=ja><title>鍵守</title><main><h1 style=width:900px>広い</h1></main>");
    assertEquals(390, page.evaluate("innerWidth"));
    assertThrows(AssertionError.class, () -> Looks.accessible(page));
  }
}
