package dev.kagimori.stock.print;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;

/** A PDF of pages that are drawn one by one. */
final class PdfFile {
  /** So that a file's size, and the memory that it takes to write it, stay bounded. */
  static final int PAGES_MAX = 1_000;

  private PdfFile() {}

  /** Draws one page. */
  interface Drawing {
    /**
     * Draws a page.
     *
     * @param page from 0
     */
    void page(int page, Canvas canvas, Face face) throws IOException;
  }

  static void write(OutputStream out, String title, String language, int pages, Drawing drawing)
      throws IOException {
    if (pages < 1 || pages > PAGES_MAX) {
      throw new IllegalArgumentException("a file has 1…" + PAGES_MAX + " pages, not " + pages);
    }
    try (var document = new PDDocument()) {
      document.getDocumentInformation().setTitle(title);
      document.getDocumentCatalog().setLanguage(language);
      var face = Face.in(document);
      for (int page = 0; page < pages; page++) {
        try (var canvas = new Canvas(document, face)) {
          drawing.page(page, canvas, face);
        }
      }
      document.save(out);
    }
  }
}
