namespace ConcurrencyBench.Workers.Hosting.Tests;

/// <summary>The package as its users see it.</summary>
public sealed class PackageTests
{
    [Fact]
    public void Readme_ItsExample_IsTheConsumerThatIsRun()
    {
        string readme = File.ReadAllText(RepositoryFolder.File("WorkerPool.Hosting/README.md")).ReplaceLineEndings("\n");
        string consumer = File.ReadAllText(RepositoryFolder.File("Tests/Consumers/WorkerPool.Hosting/Program.cs")).ReplaceLineEndings("\n");
        Assert.Contains($"```csharp\n{consumer}```\n", readme, StringComparison.Ordinal);
    }
}
