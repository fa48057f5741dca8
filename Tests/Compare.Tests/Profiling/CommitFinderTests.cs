using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Statistics;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Profiling;
using ConcurrencyBench.Compare.Tests.Building;

namespace ConcurrencyBench.Compare.Tests.Profiling;

/// <summary>The commits that touch the lines of a method. The method, and its debug information, are those of this file.</summary>
public sealed class CommitFinderTests
{
    private const string File = "CommitFinderTests.cs";
    private const string Full = "ConcurrencyBench.Compare.Tests.Profiling.CommitFinderTests.Sample";

    [Fact]
    public void Find_AMethodOfThisFile_HasItsLines()
    {
        SourceLines lines = Assert.Single(MethodLines.Find(AppContext.BaseDirectory, new HashSet<string> { Full })[Full]);

        Assert.EndsWith(File, lines.Path, StringComparison.Ordinal);

        // Not those of the points that no line belongs to, such as the index of a loop.
        Assert.InRange(lines.Last - lines.First, 1, 10);
    }

    [Fact]
    public void Find_ThreeCommits_HasTheOneThatTouchesTheMethod()
    {
        SearchPath.SkipUnlessFound("git");
        SourceLines lines = MethodLines.Find(AppContext.BaseDirectory, new HashSet<string> { Full })[Full].Single();
        using GitFolder folder = new();
        string[] text = [.. Enumerable.Range(1, lines.Last + 20).Select(i => FormattableString.Invariant($"line {i};"))];
        string first = Commit(folder, text);
        text[lines.First] = "changed;";
        string touching = Commit(folder, text);
        text[lines.Last + 10] = "changed too;";
        string last = Commit(folder, text);
        CommitFinder finder = new(new GitRepository(folder.Path), first, last, AppContext.BaseDirectory);

        MethodCommitsLine found = finder.Find(Explain($"{Full}[System.Int32](int32)"), CancellationToken.None);

        Assert.Null(found.Reason);
        Assert.Equal([touching], Assert.Single(found.Methods).Commits.Select(commit => commit.Hash));
    }

    [Fact]
    public void Find_AMethodWithoutLines_IsSaid()
    {
        SearchPath.SkipUnlessFound("git");
        using GitFolder folder = new();
        string commit = Commit(folder, ["a"]);

        MethodCommitsLine found = new CommitFinder(new GitRepository(folder.Path), commit, commit, AppContext.BaseDirectory).Find(
            Explain("N.T.Generated()"),
            CancellationToken.None
        );

        Assert.Empty(found.Methods);
        Assert.StartsWith("The build has no source lines of N.T.Generated()", found.Reason, StringComparison.Ordinal);
    }

    /// <summary>What changed may be in the method that is no longer inside of the named one.</summary>
    [Fact]
    public void Choose_AMethodThatIsNoLongerInlined_IsAmongThem()
    {
        Explanation explanation = Explain("P.Vector.Sum()") with
        {
            Compiled = [new CompiledChange("P.Vector.Sum()", 10, 20, "Tier1", "Tier1", ["P.Vector.Add()", "System.Math.Max()"], [])],
        };
        Assert.Equal(["P.Vector.Sum()", "P.Vector.Add()"], CommitFinder.Choose(explanation));
    }

    [Fact]
    public void Find_TheTimeIsUp_IsSaid()
    {
        SearchPath.SkipUnlessFound("git");
        using GitFolder folder = new();
        string commit = Commit(folder, [.. Enumerable.Repeat("a", 500)]);
        CommitFinder finder = new(new GitRepository(folder.Path), commit, commit, AppContext.BaseDirectory) { Limit = TimeSpan.Zero };

        Assert.StartsWith("git log takes longer than", finder.Find(Explain(Full), CancellationToken.None).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 3, "class C", "{", "    [Attribute]", "    int M()", "    {")]
    [InlineData(6, 4, "int A;", "", "/// <summary>x</summary>", "int M(", "    int x)", "    => 5;")]
    [InlineData(2, 2, "}", "{")]
    [InlineData(3, 2, "int A;", "int M()", "{")]
    [InlineData(1, 1, "{")]
    [InlineData(9, 9, "a")]
    public void FindStart_ABody_IsTheFirstLineOfAttributesAndSignature(int body, int start, params string[] lines) =>
        Assert.Equal(start, MethodHeader.FindStart([.. lines], body));

    // Its lines are in the debug information of the tests.
    internal static int Sample<T>(T value)
    {
        int hash = 0;
        foreach (char letter in value!.ToString()!)
        {
            hash += letter;
        }

        return hash;
    }

    private static string Commit(GitFolder folder, string[] lines)
    {
        folder.Write(File, string.Join('\n', lines) + "\n");
        return folder.Commit();
    }

    private static Explanation Explain(string method)
    {
        SideTimes times = new(1, 2, Estimate.FromValues([1, 1.1, 0.9]));
        return new Explanation(
            "N.T.B",
            3,
            100,
            times,
            [new MethodChange(method, IsFramework: false, MethodPresence.Both, times, times, times) { IsNamed = true }]
        );
    }
}
