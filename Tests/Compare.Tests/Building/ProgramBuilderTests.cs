using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Code;
using ConcurrencyBench.Compare.Launching;
using ConcurrencyBench.Compare.Processes;
using ConcurrencyBench.Compare.Tests.Launching;

namespace ConcurrencyBench.Compare.Tests.Building;

/// <summary>Real builds of a small program. They restore as any build does; every package is one that this solution has restored.</summary>
[Collection(nameof(Alone))]
public sealed class ProgramBuilderTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="BenchmarkDotNet" />
          </ItemGroup>
        </Project>
        """;

    private const string Source = """
        using BenchmarkDotNet.Attributes;
        using BenchmarkDotNet.Running;

        BenchmarkSwitcher.FromAssembly(typeof(Small).Assembly).Run(args);

        public class Small
        {
            [Benchmark]
            public double Root() => System.Math.Sqrt(2);
        }
        """;

    private readonly List<string> _told = [];

    [Fact]
    public void Build_ARevision_BuiltOnceAndNoWorktreeIsLeft()
    {
        using GitFolder git = Repository();
        ProgramSource source = ProgramSource.Parse("main", git.Path);
        BuiltProgram built = Builder(git).Build(source, CancellationToken.None);
        string commit = git.Git("rev-parse", "--short=7", "HEAD");
        Assert.Equal($"main ({commit})", built.Description);
        Assert.Equal([$"Building main ({commit}); it is kept for the next time."], _told);
        Assert.StartsWith(git.CacheFolder, built.Files.Folder, StringComparison.Ordinal);
        Assert.Equal(["Small.Root"], NamesOf(built));
        AssertNothingIsLeft(git);

        DateTime written = File.GetLastWriteTimeUtc(built.Files.Path);
        BuiltProgram again = Builder(git).Build(source, CancellationToken.None);
        Assert.Equal(built, again);
        Assert.Equal(written, File.GetLastWriteTimeUtc(again.Files.Path));
        Assert.Single(_told);
    }

    [Fact]
    public void Build_ATreeWithChanges_BuiltAsItIs()
    {
        using GitFolder git = Repository();
        git.Write("bench/Program.cs", Source.Replace("Root", "Changed", StringComparison.Ordinal));
        BuiltProgram built = Builder(git).Build(new ProgramSource.Tree(git.Path), CancellationToken.None);
        Assert.EndsWith($" ({git.Git("rev-parse", "--short=7", "HEAD")} and changes)", built.Description, StringComparison.Ordinal);
        Assert.StartsWith(git.Path, built.Files.Folder, StringComparison.Ordinal);
        Assert.Equal(["Small.Changed"], NamesOf(built));
    }

    /// <summary>Two folders, and lines of the source that have moved: what a change of comments is for a gate.</summary>
    [Fact]
    public void Build_ARevisionAndATreeWithAnotherComment_TheSameCode()
    {
        using GitFolder git = Repository();
        ProgramBuilder builder = Builder(git);
        BuiltProgram revision = builder.Build(ProgramSource.Parse("main", git.Path), CancellationToken.None);
        git.Write("bench/Program.cs", $"// A comment.\n\n{Source}");
        BuiltProgram tree = builder.Build(new ProgramSource.Tree(git.Path), CancellationToken.None);
        Assert.NotEqual(revision.Files.ComputeContentHash(), tree.Files.ComputeContentHash());
        Assert.Null(CodeChanges.Find(revision.Files.Folder, tree.Files.Folder).First);

        git.Write("bench/Program.cs", Source.Replace("Sqrt(2)", "Sqrt(3)", StringComparison.Ordinal));
        tree = builder.Build(new ProgramSource.Tree(git.Path), CancellationToken.None);
        Assert.Equal("Bench.dll: Small.Root changed", CodeChanges.Find(revision.Files.Folder, tree.Files.Folder).First);
    }

    [Fact]
    public void Build_ARevisionThatDoesNotBuild_OneLineWithTheErrorAndTheLog()
    {
        using GitFolder git = Repository(Source.Replace("Sqrt", "NoSuchRoot", StringComparison.Ordinal));
        string message = Assert
            .Throws<UsageException>(() => Builder(git).Build(ProgramSource.Parse("main", git.Path), CancellationToken.None))
            .Message;
        Assert.StartsWith("main (", message, StringComparison.Ordinal);
        Assert.Contains("error CS0117: 'Math' does not contain a definition for 'NoSuchRoot'", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        string log = message[(message.LastIndexOf("log is ", StringComparison.Ordinal) + "log is ".Length)..^1];
        Assert.Contains("NoSuchRoot", File.ReadAllText(log), StringComparison.Ordinal);
        AssertNothingIsLeft(git);
        Assert.False(Directory.Exists(Path.Combine(git.CacheFolder, "builds")));
    }

    [Fact]
    public async Task Build_Cancelled_NothingIsLeft()
    {
        using GitFolder git = Repository();
        using CancellationTokenSource cancellation = new();
        Task build = Task.Run(() => Builder(git).Build(ProgramSource.Parse("main", git.Path), cancellation.Token));
        string worktrees = Path.Combine(git.CacheFolder, "worktrees");
        await Eventually.TrueAsync(() =>
            build.IsCompleted
            || (
                Directory.Exists(worktrees) && Directory.EnumerateFiles(worktrees, "project.assets.json", SearchOption.AllDirectories).Any()
            )
        );
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => build.WaitAsync(TimeSpan.FromSeconds(60)));
        AssertNothingIsLeft(git);
    }

    [Fact]
    public void Build_AFolderOfBinaries_AsItIs()
    {
        using GitFolder git = Repository();
        BuiltProgram built = Builder(git).Build(new ProgramSource.BinaryFolder(SubjectCopy.BuiltFolder), CancellationToken.None);
        Assert.Equal("GateSubject.dll", built.Files.Assembly);
        Assert.StartsWith("folder ", built.Description, StringComparison.Ordinal);
        Assert.Empty(_told);
    }

    /// <summary>A gate that was killed leaves git believing in a tree that is not there.</summary>
    [Fact]
    public void ForgetWorktreesLostIn_OneIsLostAndOneIsElsewhere_OnlyTheLostOneIsForgotten()
    {
        using GitFolder git = Repository();
        string worktrees = Path.Combine(git.CacheFolder, "worktrees");
        string lost = Path.Combine(worktrees, "lost");
        string kept = Path.Combine(worktrees, "kept");
        string elsewhere = Path.Combine(git.CacheFolder, "elsewhere");
        foreach (string path in (string[])[lost, kept, elsewhere])
        {
            git.Git("worktree", "add", "-q", "--detach", path);
        }

        FolderTree.Delete(lost);
        FolderTree.Delete(elsewhere);
        new GitRepository(git.Path).PruneWorktreesIn(worktrees);
        string left = git.Git("worktree", "list", "--porcelain");
        Assert.DoesNotContain(lost, left, StringComparison.Ordinal);
        Assert.Contains(kept, left, StringComparison.Ordinal);
        Assert.Contains(elsewhere, left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_TwoAtOnce_OneStaysAndNoPartOfTheOther()
    {
        using TemporaryFolder folder = new();
        using LaunchGuard guard = LaunchGuard.Start();
        ProgramFiles files = ProgramFiles.Find(SubjectCopy.BuiltFolder, null);
        BuildCache cache = new(folder.Path, "repository");
        ProgramFiles[] kept = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => cache.Add("commit", files, guard))));
        Assert.Single(kept.Distinct());
        Assert.Equal(kept[0], cache.Find("commit"));
        Assert.Equal(files.ComputeContentHash(), kept[0].ComputeContentHash());
        Assert.Single(Directory.GetDirectories(Path.Combine(folder.Path, "builds")).SelectMany(Directory.GetFileSystemEntries));
    }

    private static GitFolder Repository(string source = Source)
    {
        GitFolder git = new();
        git.Write(
            "Directory.Packages.props",
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "built-programs", "Directory.Packages.props"))
        );
        git.Write("bench/Bench.csproj", Project);
        git.Write("bench/Program.cs", source);
        git.Write(".gitignore", "bin/\nobj/\n");
        git.Commit();
        return git;
    }

    private ProgramBuilder Builder(GitFolder git) => new(new BuildSettings(Project: null, Assembly: null, git.CacheFolder, _told.Add));

    private static string[] NamesOf(BuiltProgram built)
    {
        using Launcher launcher = new();
        return [.. launcher.List(new ListRequest(built.Files, [], [], [], TimeSpan.FromSeconds(60)), CancellationToken.None).Names];
    }

    private static void AssertNothingIsLeft(GitFolder git)
    {
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(git.CacheFolder, "worktrees")));
        Assert.Single(git.Git("worktree", "list").Split('\n'));
        if (OperatingSystem.IsLinux())
        {
            Assert.DoesNotContain(
                OtherProcesses.ChildrenOf(Environment.ProcessId).SelectMany(OtherProcesses.CommandOf),
                argument => argument.Contains(git.CacheFolder, StringComparison.Ordinal) || argument == "build"
            );
        }
    }
}
