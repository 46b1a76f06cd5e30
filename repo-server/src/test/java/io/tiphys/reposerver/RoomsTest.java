package io.tiphys.reposerver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class RoomsTest {

  private static final String ROOT = "io.tiphys.reposerver";
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void sourcesKnowNothingOfTheirUse() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".source..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".render..", ROOT + ".serve..", "io.tiphys.proto..", "io.grpc..")
        .because("a commit is read the same way whatever is made of it and whoever asks")
        .check(classes);
  }

  @Test
  void rendersKnowNothingOfTheWire() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".render..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".serve..", "io.tiphys.proto..", "io.grpc..", "io.tiphys.trust..")
        .because("what a render reads is in its plan; a request could smuggle in more")
        .check(classes);
  }

  @Test
  void roomsHaveNoCycles() {
    slices()
        .matching(ROOT + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("each room can be read without the ones that use it")
        .check(classes);
  }
}
