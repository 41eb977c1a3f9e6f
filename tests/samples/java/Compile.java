import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the Sample.java of each folder there: {@code java Compile.java CLASSPATH FOLDER...}. */
public class Compile {
  public static void main(String[] arguments) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean good = true;
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      for (String folder : List.of(arguments).subList(1, arguments.length)) {
        List<String> options =
            List.of("-cp", arguments[0], "-d", folder, "-proc:none", "-encoding", "UTF-8");
        var sources = files.getJavaFileObjects(Path.of(folder, "Sample.java"));
        good &= compiler.getTask(null, files, null, options, null, sources).call();
      }
    }
    System.exit(good ? 0 : 1);
  }
}
