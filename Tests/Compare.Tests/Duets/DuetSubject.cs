using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Duets;
using ConcurrencyBench.Compare.Processes;
using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Compare.Tests.Duets;

/// <summary>A copy of a benchmark program, its processes and a guard; nothing of it is left when it is disposed.</summary>
internal sealed class DuetSubject : IDisposable
{
    private const string Namespace = "ConcurrencyBench.DuetSubject";

    private readonly TemporaryFolder _folder = new();
    private readonly LaunchGuard _guard;

    /// <param name="builtFolder">The folder of the program; null for that of DuetSubject.</param>
    public DuetSubject(string? builtFolder = null)
    {
        Skip.When(Wine.LacksSdk);
        string program = Path.Combine(_folder.Path, "program");
        FolderTree.Copy(builtFolder ?? Path.Combine(AppContext.BaseDirectory, "duet-subject"), program);
        ProcessFolder = Directory.CreateDirectory(Path.Combine(_folder.Path, "processes")).FullName;
        JournalFile = Path.Combine(_folder.Path, "journal");
        Program = new DuetProgram(ProgramFiles.Find(program, null), [("DUET_SUBJECT_JOURNAL", JournalFile)]);
        _guard = LaunchGuard.Start();
    }

    public DuetProgram Program { get; init; }

    /// <summary>Each process has a folder in it while it runs.</summary>
    public string ProcessFolder { get; }

    /// <summary>The file to which the benchmarks write.</summary>
    public string JournalFile { get; }

    /// <summary>The lines that the benchmarks have written.</summary>
    public string[] Journal => File.Exists(JournalFile) ? File.ReadAllLines(JournalFile) : [];

    /// <summary>Short turns: none of these tests is about times.</summary>
    public static DuetSettings Settings { get; } =
        new()
        {
            Turn = TimeSpan.FromMilliseconds(1),
            WarmUpTurn = TimeSpan.FromMilliseconds(1),
            Turns = 5,
        };

    /// <summary>The full name of a benchmark of DuetSubject.</summary>
    public static string GetName(string benchmark) => $"{Namespace}.{benchmark}";

    /// <summary>Starts one process, which the caller disposes.</summary>
    public DuetClient Connect(DuetSettings? settings = null) =>
        DuetClient.Connect(
            DuetProcess.Start(Program, ProcessFolder, _guard, TimeSpan.FromSeconds(60), CancellationToken.None),
            settings ?? Settings
        );

    /// <summary>Creates a pair, which the caller disposes.</summary>
    public DuetPair CreatePair(DuetSettings? settings = null) =>
        new(Program, Program, settings ?? Settings, ProcessFolder, _guard, new Random(1));

    /// <summary>Creates a pair with more environment variables, which the caller disposes.</summary>
    public DuetPair CreatePair(ImmutableArray<(string Name, string Value)> needs)
    {
        DuetProgram program = Program with { Environment = [.. Program.Environment, .. needs] };
        return new DuetPair(program, program, Settings, ProcessFolder, _guard, new Random(1));
    }

    /// <summary>Starts one process with more environment variables, which the caller disposes.</summary>
    public DuetClient Connect(ImmutableArray<(string Name, string Value)> needs) =>
        DuetClient.Connect(
            DuetProcess.Start(
                Program with
                {
                    Environment = [.. Program.Environment, .. needs],
                },
                ProcessFolder,
                _guard,
                TimeSpan.FromSeconds(60),
                CancellationToken.None
            ),
            Settings
        );

    /// <summary>Opens a benchmark in one process, takes a turn and closes it.</summary>
    public TurnReading TakeTurn(string benchmark, long invocations)
    {
        using DuetClient client = Connect();
        client.Open(GetName(benchmark));
        TurnReading reading = client.TakeTurn(LoopKind.Workload, invocations);
        client.Close();
        return reading;
    }

    /// <summary>The processes of this copy. Linux only; elsewhere none.</summary>
    public int[] FindProcesses() => OtherProcesses.Naming(Program.Files.Path);

    public void AssertNothingIsLeft()
    {
        Assert.Empty(Directory.GetFileSystemEntries(ProcessFolder));
        Assert.Empty(FindProcesses());
    }

    public void Dispose()
    {
        _guard.Dispose();
        _folder.Dispose();
    }
}
