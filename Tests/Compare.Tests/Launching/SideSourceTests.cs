using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Tests.Launching;

[Collection(nameof(OwnEnvironment))]
public sealed class SideSourceTests
{
    [Fact]
    public void Parse_ADot_TheTree()
    {
        SearchPath.SkipUnlessFound("git");
        using TemporaryFolder folder = new();
        Assert.Equal(new SideSource.Tree(folder.Path), SideSource.Parse(".", folder.Path));
    }

    /// <summary>A revision is the whole repository, so its counterpart must be.</summary>
    [Fact]
    public void Parse_ADotInsideOfARepository_TheWholeTree()
    {
        using GitFolder git = new();
        git.Write("sub/A.csproj", "");
        SideSource.Tree tree = Assert.IsType<SideSource.Tree>(SideSource.Parse(".", Path.Combine(git.Path, "sub")));
        Assert.Equal(Path.GetFileName(git.Path), Path.GetFileName(tree.Path));
    }

    /// <summary>What is written into a run's file must mean the same later, when the branch has moved on.</summary>
    [Fact]
    public void Canonical_OfARevision_IsTheCommit()
    {
        using GitFolder git = new();
        git.Write("file", "");
        string commit = git.Commit();
        SideSource source = SideSource.Parse("main", git.Path);
        git.Write("file", "2");
        git.Commit();
        Assert.Equal(commit, source.Canonical);
        Assert.Equal(commit, Assert.IsType<SideSource.Revision>(SideSource.Parse(source.Canonical, git.Path)).Commit);
    }

    [Fact]
    public void Canonical_OfAFolder_IsTheSameFromAnywhere()
    {
        using TemporaryFolder folder = new();
        foreach (SideSource source in new SideSource[] { new SideSource.Tree(folder.Path), new SideSource.BinaryFolder(folder.Path) })
        {
            Assert.Equal(source, SideSource.Parse(source.Canonical, Path.GetTempPath()));
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
            Assert.Throws<UsageException>(() => SideSource.Parse(text, folder.Path)).Message,
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
        Assert.Equal(new SideSource.Tree(Path.Combine(folder.Path, "sub")), SideSource.Parse("sub", folder.Path));
    }

    [Fact]
    public void Parse_AnotherFolder_Binaries()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(Path.Combine(folder.Path, "bin"));
        Assert.Equal(new SideSource.BinaryFolder(Path.Combine(folder.Path, "bin")), SideSource.Parse("bin", folder.Path));
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
        SideSource.Revision revision = Assert.IsType<SideSource.Revision>(SideSource.Parse(text, Path.Combine(git.Path, "sub")));
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
            Assert.Equal(commit, Assert.IsType<SideSource.Revision>(SideSource.Parse("main", git.Path)).Commit);
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
        string message = Assert.Throws<UsageException>(() => SideSource.Parse(text, git.Path)).Message;
        Assert.StartsWith($"'{text}' is neither a folder nor a revision", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Parse_OutsideOfARepository_Refused()
    {
        using TemporaryFolder folder = new();
        Assert.Contains(
            "(fatal: not a git repository",
            Assert.Throws<UsageException>(() => SideSource.Parse("main", folder.Path)).Message,
            StringComparison.Ordinal
        );
    }
}
