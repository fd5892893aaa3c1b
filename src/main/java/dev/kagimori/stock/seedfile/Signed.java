package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.PublicKey;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Checks the signature of a container (RFC 6030 §7): one, at its end, over all of it, by a key that
 * the caller trusts. That needs the whole file in memory, so that its size is bounded; the
 * platform's secure validation refuses SHA-1, XSLT and what is fetched.
 */
final class Signed {
  /** Some thousand keys. */
  static final int BYTES_MAX = 4 << 20;

  private static final Set<String> TRANSFORMS =
      Set.of(
          Transform.ENVELOPED,
          "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
          "http://www.w3.org/2001/10/xml-exc-c14n#",
          "http://www.w3.org/2006/12/xml-c14n11");

  private Signed() {}

  /** Passes where the file is signed by the key. */
  static void check(byte[] file, PublicKey signer) throws Refused {
    try {
      var root = root(file);
      var last = lastElement(root);
      if (last == null || !isSignature(last) || count(root) != 1) throw missing();
      var id = root.getAttribute("Id");
      var context = new DOMValidateContext(signer, last);
      context.setProperty("org.jcp.xml.dsig.secureValidation", true);
      if (!id.isEmpty()) context.setIdAttributeNS(root, null, "Id");
      var signature = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
      if (!coversAll(signature, id) || !signature.validate(context)) throw wrong();
    } catch (SAXException | MarshalException | XMLSignatureException e) { // may quote the file
      throw wrong();
    } catch (IOException | ParserConfigurationException e) {
      throw new AssertionError("every Java platform reads XML from memory", e);
    }
  }

  private static Element root(byte[] file)
      throws ParserConfigurationException, SAXException, IOException {
    var factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    factory.setAttribute("jdk.xml.maxElementDepth", Integer.toString(SeedFileLimits.DEPTH));
    var builder = factory.newDocumentBuilder();
    builder.setErrorHandler(new Silent());
    return builder.parse(new ByteArrayInputStream(file)).getDocumentElement();
  }

  private static @Nullable Element lastElement(Element root) {
    for (Node node = root.getLastChild(); node != null; node = node.getPreviousSibling())
      if (node instanceof Element element) return element;
    return null;
  }

  private static boolean isSignature(Element element) {
    return XMLSignature.XMLNS.equals(element.getNamespaceURI())
        && element.getLocalName().equals("Signature");
  }

  private static int count(Element root) {
    return root.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature").getLength();
  }

  /** What is not signed could be anybody's. */
  private static boolean coversAll(XMLSignature signature, String id) {
    var references = signature.getSignedInfo().getReferences();
    if (references.size() != 1 || !signature.getObjects().isEmpty()) return false;
    Reference only = references.getFirst();
    var uri = only.getURI();
    if (uri == null || (!uri.isEmpty() && (id.isEmpty() || !uri.equals("#" + id)))) return false;
    return only.getTransforms().stream()
        .allMatch(
            each -> each.getParameterSpec() == null && TRANSFORMS.contains(each.getAlgorithm()));
  }

  static Refused missing() {
    return refused(
        "署名がありません。署名付きのファイルを受け取ってください。",
        "There is no signature at the end; ask for a signed file.");
  }

  private static Refused wrong() {
    return refused(
        "署名が正しくないか、全体にかかっていないか、SHA-1 です。署名者と方式(RSA-SHA256 など)を確認してください。",
        "The signature is wrong, not over all of the file, or of SHA-1; check who signed, and how"
            + " (RSA-SHA256, for one).");
  }

  static Refused tooLarge() {
    return refused(
        "署名を確かめられるのは 4 MiB までです。ファイルを分けてもらってください。",
        "Signatures are checked up to 4 MiB; ask for smaller files.");
  }

  private static Refused refused(String ja, String en) {
    return Refused.file(Reason.SIGNATURE, 1, "Signature", ja, en);
  }

  /** The parser's own says everything to the console. */
  private static final class Silent implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
