using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Tests;

/// <summary>The package as its users see it.</summary>
public sealed class PackageTests
{
    private const int MostTypes = 22;

    private static readonly string Readme = Read("Analysis/README.md");

    [Fact]
    public void Readme_ItsExample_IsTheConsumerThatIsRun() =>
        Assert.Contains($"```csharp\n{Read("Tests/Consumers/Analysis/Program.cs")}```\n", Readme, StringComparison.Ordinal);

    [Fact]
    public void Readme_ItsOutput_IsThatOfTheConsumer() =>
        Assert.Contains($"```text\n{Read("Tests/Consumers/Analysis/output.txt")}```\n", Readme, StringComparison.Ordinal);

    [Fact]
    public void PublicTypes_AreFew() => Assert.InRange(typeof(Comparison).Assembly.GetExportedTypes().Length, 1, MostTypes);

    private static string Read(string path) => File.ReadAllText(RepositoryFolder.File(path)).ReplaceLineEndings("\n");
}
