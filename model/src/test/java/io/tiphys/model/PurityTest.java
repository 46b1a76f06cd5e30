package io.tiphys.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class PurityTest {

  private static final JavaClasses MODEL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tiphys.model");

  @Test
  void dependsOnParsersOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "io.tiphys.model..",
            "tools.jackson.core..",
            "org.yaml.snakeyaml..",
            "org.jspecify.annotations..",
            "io.soabase.recordbuilder.core..")
        .because("the words are used everywhere, so they bring nothing along")
        .check(MODEL);
  }

  @Test
  void reachesNoFileNetworkOrThread() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            java.io.File.class,
            java.io.FileInputStream.class,
            java.io.FileOutputStream.class,
            java.io.RandomAccessFile.class,
            Thread.class,
            Process.class)
        .because("what I/O an operation needs, its caller does")
        .check(MODEL);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.tiphys.model.(*)..").should().beFreeOfCycles().check(MODEL);
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() {
    var packages = new TreeSet<String>();
    for (var type : MODEL) {
      packages.add(type.getPackageName());
      assertThat(type.getPackage())
          .as(type.getPackageName())
          .matches(room -> room.isAnnotatedWith(NullMarked.class), "has @NullMarked");
    }
    assertThat(packages).hasSizeGreaterThan(8);
  }
}
