using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Launching;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Tests.Launching;

/// <summary>A copy of GateSubject with settings of its own, and a launcher whose folders are empty when it is disposed.</summary>
internal sealed class SubjectCopy : IDisposable
{
    public const string Class = "ConcurrencyBench.GateSubject.SubjectBenchmarks";

    private readonly TemporaryFolder _folder = new();

    public SubjectCopy(string settings = "{}")
    {
        Skip.When(Wine.LacksSdk);
        string program = Path.Combine(_folder.Path, "program");
        FolderTree.Copy(BuiltFolder, program);
        File.WriteAllText(Path.Combine(program, "subject.json"), settings);
        Program = ProgramFiles.Find(program, null);
        LaunchFolder = Directory.CreateDirectory(Path.Combine(_folder.Path, "launches")).FullName;
        Launcher = new Launcher(LaunchFolder);
    }

    /// <summary>The build, which no test changes.</summary>
    public static string BuiltFolder => Path.Combine(AppContext.BaseDirectory, "gate-subject");

    public ProgramFiles Program { get; }

    /// <summary>Each launch has a folder in it while it runs.</summary>
    public string LaunchFolder { get; }

    public Launcher Launcher { get; }

    public LaunchRequest Request(params ImmutableArray<string> filters) =>
        new(Program, filters, new LaunchCounts(Warmups: 1, Iterations: 3, Invocations: 4, Unroll: 2), [], [], TimeSpan.FromSeconds(60));

    public LaunchOutcome Launch(params ImmutableArray<string> filters) => Launch(Request(filters));

    /// <summary>Launches, and sees that nothing is left of it.</summary>
    public LaunchOutcome Launch(LaunchRequest request)
    {
        LaunchOutcome outcome = Launcher.Launch(request, CancellationToken.None);
        AssertNothingIsLeft();
        return outcome;
    }

    public ListOutcome List(params ImmutableArray<string> filters)
    {
        ListOutcome outcome = Launcher.List(new ListRequest(Program, filters, [], [], TimeSpan.FromSeconds(30)), CancellationToken.None);
        AssertNothingIsLeft();
        return outcome;
    }

    /// <returns>The processes of this copy. Linux only; elsewhere none.</returns>
    public int[] Running() => OtherProcesses.Naming(Program.Path);

    public async Task<int[]> RunningSoonAsync()
    {
        int[] running = [];
        await Eventually.TrueAsync(() => (running = Running()) is not []);
        return running;
    }

    public void AssertNothingIsLeft()
    {
        Assert.Empty(Directory.GetFileSystemEntries(LaunchFolder));
        Assert.Empty(Running());
    }

    public void Dispose()
    {
        Launcher.Dispose();
        _folder.Dispose();
    }
}
