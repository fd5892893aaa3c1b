package dev.kagimori.stock.seedfile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.List;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

/** Signs seed files as makers do (RFC 6030 §7). */
public final class Signing {
  static final String ECDSA = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

  private Signing() {}

  /** All of a file, by ECDSA with SHA-256. */
  public static byte[] sign(byte[] file, PrivateKey key) throws Exception {
    return sign(file, "", DigestMethod.SHA256, ECDSA, key).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The file with a signature at its end.
   *
   * @param uri of what is signed; empty: all of it
   */
  public static String sign(byte[] file, String uri, String digest, String method, PrivateKey key)
      throws Exception {
    var builders = DocumentBuilderFactory.newDefaultInstance();
    builders.setNamespaceAware(true);
    var document = builders.newDocumentBuilder().parse(new ByteArrayInputStream(file));
    var factory = XMLSignatureFactory.getInstance("DOM");
    var reference =
        factory.newReference(
            uri,
            factory.newDigestMethod(digest, null),
            List.of(factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null)),
            null,
            null);
    var info =
        factory.newSignedInfo(
            factory.newCanonicalizationMethod(
                CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
            factory.newSignatureMethod(method, null),
            List.of(reference));
    var context = new DOMSignContext(key, document.getDocumentElement());
    if (document.getDocumentElement().hasAttribute("Id"))
      context.setIdAttributeNS(document.getDocumentElement(), null, "Id");
    factory.newXMLSignature(info, null).sign(context);
    var out = new ByteArrayOutputStream();
    TransformerFactory.newDefaultInstance()
        .newTransformer()
        .transform(new DOMSource(document), new StreamResult(out));
    return out.toString(StandardCharsets.UTF_8);
  }
}
