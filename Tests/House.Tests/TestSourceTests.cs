using System.Text.RegularExpressions;

namespace ConcurrencyBench.House.Tests;

/// <summary>What the source of every test keeps to.</summary>
public sealed class TestSourceTests
{
    /// <summary>A test that cannot run here says so with Assert.Skip: one that returns counts as passed.</summary>
    [Fact]
    public void Tests_NeverReturnEarly() =>
        Assert.All(
            Directory.EnumerateFiles(RepositoryFolder.File("Tests"), "*Tests.cs", SearchOption.AllDirectories),
            file => Assert.DoesNotMatch(new Regex(@"^\s+return( Task\.CompletedTask)?;", RegexOptions.Multiline), File.ReadAllText(file))
        );

    /// <summary>A wait without a limit says nothing of what was waited for.</summary>
    [Fact]
    public void Tests_NeverWaitWithoutALimit() =>
        Assert.All(
            Directory.EnumerateFiles(RepositoryFolder.File("Tests"), "*Tests.cs", SearchOption.AllDirectories),
            file =>
                Assert.DoesNotMatch(
                    new Regex(
                        @"\.(WaitForExit|Wait|WaitOne|Join)\(\)|WaitForExitAsync\(\)(?!\.WaitAsync)|^\s+while \(.*\n\s+\{\n\s+await Task\.Delay",
                        RegexOptions.Multiline
                    ),
                    File.ReadAllText(file)
                )
        );
}
