using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Tests.Building;

[Collection(nameof(OwnEnvironment))]
public sealed class ProgramSourceTests
{
    [Fact]
    public void Parse_ADot_TheTree()
    {
        SearchPath.SkipUnlessFound("git");
        using TemporaryFolder folder = new();
        Assert.Equal(new ProgramSource.Tree(folder.Path), ProgramSource.Parse(".", folder.Path));
    }

    /// <summary>A revision is the whole repository, so its counterpart must be.</summary>
    [Fact]
    public void Parse_ADotInsideOfARepository_TheWholeTree()
    {
        using GitFolder git = new();
        git.Write("sub/A.csproj", "");
        ProgramSource.Tree tree = Assert.IsType<ProgramSource.Tree>(ProgramSource.Parse(".", Path.Combine(git.Path, "sub")));
        Assert.Equal(Path.GetFileName(git.Path), Path.GetFileName(tree.Path));
    }

    /// <summary>What is written into a run's file must mean the same later, when the branch has moved on.</summary>
    [Fact]
    public void Canonical_OfARevision_IsTheCommit()
    {
        using GitFolder git = new();
        git.Write("file", "");
        string commit = git.Commit();
        ProgramSource source = ProgramSource.Parse("main", git.Path);
        git.Write("file", "2");
        git.Commit();
        Assert.Equal(commit, source.CanonicalText);
        Assert.Equal(commit, Assert.IsType<ProgramSource.Revision>(ProgramSource.Parse(source.CanonicalText, git.Path)).Commit);
    }

    [Fact]
    public void Canonical_OfAFolder_IsTheSameFromAnywhere()
    {
        using TemporaryFolder folder = new();
        foreach (
            ProgramSource source in new ProgramSource[] { new ProgramSource.Tree(folder.Path), new ProgramSource.BinaryFolder(folder.Path) }
        )
        {
            Assert.Equal(source, ProgramSource.Parse(source.CanonicalText, Path.GetTempPath()));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Parse_AnEmptyText_Refused(string text)
    {
        using TemporaryFolder folder = new();
        folder.File("A.csproj", "");
        Assert.Contains(
            "empty",
            Assert.Throws<UsageException>(() => ProgramSource.Parse(text, folder.Path)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("A.csproj")]
    [InlineData("A.fsproj")]
    [InlineData("A.sln")]
    [InlineData("A.slnx")]
    public void Parse_AFolderWithAProject_ATree(string file)
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(Path.Combine(folder.Path, "sub"));
        folder.File(Path.Combine("sub", file), "");
        Assert.Equal(new ProgramSource.Tree(Path.Combine(folder.Path, "sub")), ProgramSource.Parse("sub", folder.Path));
    }

    [Fact]
    public void Parse_AnotherFolder_Binaries()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(Path.Combine(folder.Path, "bin"));
        Assert.Equal(new ProgramSource.BinaryFolder(Path.Combine(folder.Path, "bin")), ProgramSource.Parse("bin", folder.Path));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("HEAD")]
    [InlineData("main~0")]
    [InlineData("v1")]
    public void Parse_ARevision_ItsCommit(string text)
    {
        using GitFolder git = new();
        git.Write("sub/file", "");
        string commit = git.Commit();
        git.Git("-c", "user.name=Test", "-c", "user.email=test@example.org", "tag", "-a", "-m", "a tag is no commit", "v1");
        ProgramSource.Revision revision = Assert.IsType<ProgramSource.Revision>(ProgramSource.Parse(text, Path.Combine(git.Path, "sub")));
        Assert.Equal((commit, text), (revision.Commit, revision.Text));
        Assert.Equal(Path.GetFileName(git.Path), Path.GetFileName(revision.Repository));
    }

    /// <summary>git hands a hook its own repository in variables that win over the folder.</summary>
    [Fact]
    public void Parse_InAHookOfAnotherRepository_TheRepositoryAroundTheFolder()
    {
        using GitFolder git = new();
        git.Write("file", "");
        string commit = git.Commit();
        Environment.SetEnvironmentVariable("GIT_DIR", "/no/such/repository");
        try
        {
            Assert.Equal(commit, Assert.IsType<ProgramSource.Revision>(ProgramSource.Parse("main", git.Path)).Commit);
        }
        finally
        {
            Environment.SetEnvironmentVariable("GIT_DIR", null);
        }
    }

    [Theory]
    [InlineData("elsewhere")]
    [InlineData("--all")]
    [InlineData("a b")]
    public void Parse_NeitherFolderNorRevision_Refused(string text)
    {
        using GitFolder git = new();
        git.Write("file", "");
        git.Commit();
        string message = Assert.Throws<UsageException>(() => ProgramSource.Parse(text, git.Path)).Message;
        Assert.StartsWith($"'{text}' is neither a folder nor a revision", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Parse_OutsideOfARepository_Refused()
    {
        using TemporaryFolder folder = new();
        Assert.Contains(
            "(fatal: not a git repository",
            Assert.Throws<UsageException>(() => ProgramSource.Parse("main", folder.Path)).Message,
            StringComparison.Ordinal
        );
    }
}
