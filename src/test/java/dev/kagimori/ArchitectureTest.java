package dev.kagimori;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The arrows between packages point one way. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.kagimori");

  /** What each package may use of ours; everything else is refused. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("otp", List.of()),
          Map.entry("database", List.of()),
          Map.entry("audit", List.of("database")),
          Map.entry("keyring", List.of("otp", "database")),
          Map.entry("institution", List.of("otp", "database")),
          Map.entry("http", List.of("institution", "keyring", "database")),
          Map.entry("mail", List.of("institution", "audit", "keyring", "database")),
          Map.entry("inbox", List.of("localpage", "certificate")),
          Map.entry("certificate", List.of()),
          Map.entry("localpage", List.of()),
          Map.entry("token", List.of("otp", "keyring", "institution", "audit", "http", "database")),
          Map.entry(
              "registration",
              List.of(
                  "token", "institution", "audit", "http", "keyring", "mail", "database", "otp")),
          Map.entry(
              "verification",
              List.of("token", "institution", "audit", "http", "keyring", "database", "otp")),
          Map.entry(
              "stock",
              List.of(
                  "registration",
                  "token",
                  "institution",
                  "audit",
                  "keyring",
                  "mail",
                  "database",
                  "otp")),
          Map.entry(
              "staff",
              List.of(
                  "issue",
                  "mail",
                  "registration",
                  "stock",
                  "token",
                  "institution",
                  "audit",
                  "http",
                  "keyring",
                  "database",
                  "otp")),
          Map.entry(
              "issue",
              List.of(
                  "registration",
                  "token",
                  "institution",
                  "audit",
                  "http",
                  "keyring",
                  "mail",
                  "database",
                  "otp")),
          Map.entry("station", List.of("otp", "stock")),
          Map.entry("client", List.of()),
          Map.entry("bank", List.of("client")),
          Map.entry("phone", List.of()),
          Map.entry("app", List.of()),
          Map.entry(
              "bench",
              List.of(
                  "cli",
                  "service",
                  "stock",
                  "audit",
                  "database",
                  "http",
                  "institution",
                  "keyring",
                  "otp")),
          Map.entry(
              "testkit",
              List.of(
                  "fob",
                  "inbox",
                  "mail",
                  "phone",
                  "service",
                  "database",
                  "http",
                  "institution",
                  "keyring",
                  "registration",
                  "stock",
                  "token",
                  "staff",
                  "audit")));

  @Test
  void everyPackageUsesOnlyWhatIsBelowIt() {
    ARROWS.forEach((name, below) -> {
      var allowed = new ArrayList<>(below);
      allowed.add(name);
      var packages = allowed.stream().map(p -> "dev.kagimori." + p + "..").toList();
      classes()
          .that()
          .resideInAPackage("dev.kagimori." + name + "..")
          .should()
          .onlyDependOnClassesThat(
              JavaClass.Predicates.resideOutsideOfPackage("dev.kagimori..")
                  .or(JavaClass.Predicates.resideInAnyPackage(packages.toArray(String[]::new))))
          .check(ALL);
    });
  }

  @Test
  void noTwoPackagesUseEachOther() {
    slices().matching("dev.kagimori.(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  @DisplayName("only demo and test kit may touch the simulator")
  void onlyDemoAndTestKitKnowTheSimulator() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.kagimori.fob..", "dev.kagimori.demo..", "dev.kagimori.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.kagimori.fob..")
        .check(ALL);
  }

  @Test
  @DisplayName("nothing that serves needs the test kit or JUnit")
  void nothingNeedsTheTestKit() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.kagimori.testkit..", "dev.kagimori.fob.junit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.kagimori.testkit..", "org.junit..")
        .check(ALL);
  }

  @Test
  @DisplayName("nothing that serves knows the bench")
  void nothingNeedsTheBench() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.kagimori.bench..", "dev.kagimori")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.kagimori.bench..")
        .check(ALL);
  }

  @Test
  @DisplayName("nothing that serves knows what front ends and customers have")
  void nothingNeedsTheOtherSide() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.kagimori.bank..",
            "dev.kagimori.client..",
            "dev.kagimori.phone..",
            "dev.kagimori.testkit..",
            "dev.kagimori.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.kagimori.bank..", "dev.kagimori.client..", "dev.kagimori.phone..")
        .check(ALL);
  }

  @Test
  @DisplayName("a phone knows HTTP, JSON and the JDK, so that it mirrors no mistake of the service")
  void aPhoneKnowsTheContractAlone() {
    classes()
        .that()
        .resideInAPackage("dev.kagimori.phone..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.kagimori.phone..",
            "java..",
            "javax.crypto..",
            "io.vertx.core.json..",
            "org.jspecify.annotations..")
        .check(ALL);
  }

  @Test
  @DisplayName("nothing that serves has mails of its own to look into")
  void nothingNeedsTheInbox() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.kagimori.inbox..", "dev.kagimori.demo..", "dev.kagimori.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.kagimori.inbox..", "com.icegreen..", "jakarta.mail..")
        .check(ALL);
  }

  @Test
  @DisplayName("A-02: one place alone uses a step up, and one alone asks it to")
  void onePlaceAcceptsAStep() {
    methods()
        .that()
        .areDeclaredIn(Token.class)
        .and()
        .haveName("accepted")
        .should()
        .onlyBeCalled()
        .byClassesThat(
            DescribedPredicate.describe(
                "are the life cycle", c -> c.isEquivalentTo(LifeCycle.class)))
        .check(ALL);
  }

  @Test
  @DisplayName("N-17: randomness comes from SecureRandom")
  void noWeakRandomness() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.kagimori.keyring..",
            "dev.kagimori.token..",
            "dev.kagimori.otp..",
            "dev.kagimori.issue..",
            "dev.kagimori.mail..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .check(ALL);
  }

  @Test
  void domainsReadNoClockOfTheirOwn() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.kagimori.otp..",
            "dev.kagimori.token..",
            "dev.kagimori.institution..",
            "dev.kagimori.mail..",
            "dev.kagimori.registration..",
            "dev.kagimori.issue..",
            "dev.kagimori.verification..",
            "dev.kagimori.audit..",
            "dev.kagimori.stock..",
            "dev.kagimori.staff..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(ALL);
  }
}
