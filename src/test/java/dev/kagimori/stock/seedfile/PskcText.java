package dev.kagimori.stock.seedfile;

import dev.kagimori.secrets.Secrets;
import java.util.Base64;

/** A PSKC file in clear, as text to be changed. */
final class PskcText {
  static final String HEAD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">
      """;
  static final String TAIL = "</KeyContainer>\n";
  static final String SECRET = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=";

  static {
    Secrets.seed(Base64.getDecoder().decode(SECRET));
  }

  static final String PACKAGE =
      """
      <KeyPackage>
        <DeviceInfo>
          <Manufacturer>oath.Maker</Manufacturer>
          <SerialNo>GM00000001</SerialNo>
          <Model>F1</Model>
        </DeviceInfo>
        <CryptoModuleInfo><Id>CM</Id></CryptoModuleInfo>
        <Key Id="key-1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
          <Issuer>Issuer</Issuer>
          <AlgorithmParameters>
            <Suite>HMAC-SHA256</Suite>
            <ResponseFormat Length="6" Encoding="DECIMAL"/>
          </AlgorithmParameters>
          <Data>
            <Secret><PlainValue>
              MTIzNDU2Nzg5MDEy
              MzQ1Njc4OTA=
            </PlainValue></Secret>
            <Time><PlainValue>0</PlainValue></Time>
            <TimeInterval><PlainValue>60</PlainValue></TimeInterval>
            <TimeDrift><PlainValue>-4</PlainValue></TimeDrift>
          </Data>
          <Policy>
            <StartDate>2026-01-01T00:00:00Z</StartDate>
            <ExpiryDate>2031-01-01T09:00:00+09:00</ExpiryDate>
            <KeyUsage>OTP</KeyUsage>
          </Policy>
        </Key>
      </KeyPackage>
      """;

  private PskcText() {}
}
