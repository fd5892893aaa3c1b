package dev.kagimori.proof;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A change to a compiled class. One that finds nothing to change is an error, not a no-op. */
sealed interface Change {
  /** The class that is changed, by its binary name. */
  String in();

  /** Does its work where this is its place; false: it is not. */
  boolean apply(CodeBuilder code, CodeElement element);

  /** A piece of every text constant in which it stands. */
  record Text(String in, String from, String to) implements Change {
    @Override
    public boolean apply(CodeBuilder code, CodeElement element) {
      if (!(element instanceof ConstantInstruction.LoadConstantInstruction constant)
          || !(constant.constantValue() instanceof String text)
          || !text.contains(from)) return false;
      code.loadConstant(text.replace(from, to));
      return true;
    }
  }

  /** A static method, for one of the same parameters. */
  record Call(String in, Class<?> of, String method, Class<?> insteadOf, String instead)
      implements Change {
    @Override
    public boolean apply(CodeBuilder code, CodeElement element) {
      if (!(element instanceof InvokeInstruction call)
          || !call.owner().asSymbol().equals(of.describeConstable().orElseThrow())
          || !call.name().equalsString(method)) return false;
      code.invokestatic(ClassDesc.of(insteadOf.getName()), instead, call.typeSymbol());
      return true;
    }
  }

  /** Writes the changed classes below a folder. */
  static void write(List<Change> changes, Path folder) throws IOException {
    var byClass = new LinkedHashMap<String, List<Change>>();
    for (var change : changes)
      byClass.computeIfAbsent(change.in(), name -> new ArrayList<>()).add(change);
    for (var one : byClass.entrySet()) {
      var name = one.getKey().replace('.', '/') + ".class";
      var file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, changed(name, one.getValue()));
    }
  }

  private static byte[] changed(String name, List<Change> changes) throws IOException {
    byte[] bytes;
    try (var in = Change.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) throw new IOException("no class " + name);
      bytes = in.readAllBytes();
    }
    for (var change : changes) {
      var found = new AtomicInteger();
      var classFile = ClassFile.of();
      bytes =
          classFile.transformClass(
              classFile.parse(bytes),
              ClassTransform.transformingMethodBodies((code, element) -> {
                if (change.apply(code, element)) found.incrementAndGet();
                else code.with(element);
              }));
      if (found.get() == 0) throw new IOException("nothing to change: " + change);
    }
    return bytes;
  }
}
