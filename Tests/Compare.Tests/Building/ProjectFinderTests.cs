using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Tests.Building;

public sealed class ProjectFinderTests
{
    private const string Program =
        """<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup><ItemGroup><PackageReference Include="BenchmarkDotNet" /></ItemGroup></Project>""";
    private const string Library =
        """<Project><PropertyGroup><OutputType>Library</OutputType></PropertyGroup><ItemGroup><PackageReference Include="BenchmarkDotNet" /></ItemGroup></Project>""";
    private const string Unsaid =
        """<Project><ItemGroup><PackageReference Include="BenchmarkDotNet.Annotations" /></ItemGroup></Project>""";
    private const string Other = """<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>""";

    [Fact]
    public void Find_OneProgramAmongOthers_ThatOne()
    {
        using TemporaryFolder folder = new();
        Add(folder, "a/Library.csproj", Library);
        Add(folder, "b/Other.csproj", Other);
        Add(folder, "b/Unsaid.csproj", Unsaid);
        Add(folder, "c/Broken.csproj", "<Project>");
        Add(folder, "c/obj/Copy.csproj", Program);
        Add(folder, "c/.hidden/Copy.csproj", Program);
        Add(folder, "d/e/Program.csproj", Program);
        Assert.Equal(Path.Combine(folder.Path, "d", "e", "Program.csproj"), ProjectFinder.Find(folder.Path, null));
    }

    /// <summary>A file above it may make it a program; the build knows.</summary>
    [Fact]
    public void Find_NoneSaysThatItIsAProgram_TheOnlyOneThatMayBe()
    {
        using TemporaryFolder folder = new();
        Add(folder, "a/Library.csproj", Library);
        Add(folder, "b/Unsaid.fsproj", Unsaid);
        Assert.EndsWith("Unsaid.fsproj", ProjectFinder.Find(folder.Path, null), StringComparison.Ordinal);
    }

    /// <summary>It would be one and the same for both sides.</summary>
    [Fact]
    public void Find_AProjectOutsideOfTheTree_Refused()
    {
        using TemporaryFolder folder = new();
        Add(folder, "tree/Program.csproj", Program);
        Add(folder, "other/Program.csproj", Program);
        string tree = Path.Combine(folder.Path, "tree");
        foreach (string project in new[] { Path.Combine(tree, "Program.csproj"), Path.Combine("..", "other", "Program.csproj"), ".." })
        {
            Assert.Contains(
                "lies outside of the tree",
                Assert.Throws<UsageException>(() => ProjectFinder.Find(tree, project)).Message,
                StringComparison.Ordinal
            );
        }

        Assert.Equal(Path.Combine(tree, "Program.csproj"), ProjectFinder.Find(tree, "Program.csproj"));
        Assert.Equal(Path.Combine(tree, "Program.csproj"), ProjectFinder.Find(tree, "."));
    }

    [Fact]
    public void Find_Several_RefusedWithTheChoice()
    {
        using TemporaryFolder folder = new();
        Add(folder, "b/Two.csproj", Program);
        Add(folder, "a/One.csproj", Program);
        Assert.Equal(
            "Several projects of the tree are benchmark programs: a/One.csproj, b/Two.csproj. Choose one with --project a/One.csproj.",
            Assert.Throws<UsageException>(() => ProjectFinder.Find(folder.Path, null)).Message
        );
    }

    [Fact]
    public void Find_None_Refused()
    {
        using TemporaryFolder folder = new();
        Add(folder, "a/Library.csproj", Library);
        Assert.Contains(
            "--project",
            Assert.Throws<UsageException>(() => ProjectFinder.Find(folder.Path, null)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("a/One.csproj")]
    [InlineData("a")]
    [InlineData("./a/")]
    public void Find_Named_ThatOne(string project)
    {
        using TemporaryFolder folder = new();
        Add(folder, "a/One.csproj", Library);
        Add(folder, "b/Two.csproj", Program);
        Assert.EndsWith("One.csproj", ProjectFinder.Find(folder.Path, project), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b")]
    [InlineData("a/Two.csproj")]
    public void Find_NamedAndNotThere_Refused(string project)
    {
        using TemporaryFolder folder = new();
        Add(folder, "a/One.csproj", Program);
        Assert.StartsWith(
            $"--project {project} names no project",
            Assert.Throws<UsageException>(() => ProjectFinder.Find(folder.Path, project)).Message,
            StringComparison.Ordinal
        );
    }

    private static void Add(TemporaryFolder folder, string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, name))!);
        folder.File(name, content);
    }
}
