using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Peers;

/// <summary>A language whose programs run beside the C# ones.</summary>
/// <param name="Id">Such as <c>python</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Tools">The programs that will do, the best first.</param>
/// <param name="HowToGet">One sentence for those who have none.</param>
internal sealed record PeerLanguage(string Id, string Name, ImmutableArray<string> Tools, string HowToGet)
{
    public static PeerLanguage Python { get; } =
        new(
            "python",
            "Python",
            OperatingSystem.IsWindows() ? ["python3", "python"] : ["python3"],
            "Install python3 (3.8 or newer), for example from https://www.python.org/downloads or with apt install python3."
        );

    public static PeerLanguage Go { get; } =
        new("go", "Go", ["go"], "Install Go (1.18 or newer), for example from https://go.dev/dl or with apt install golang-go.");

    public static ImmutableArray<PeerLanguage> All { get; } = [Python, Go];

    /// <summary>The program of this language on the search path, or null.</summary>
    public string? Tool { get; init; } = Tools.Select(FindOnPath).FirstOrDefault(path => path is not null);

    /// <summary>The reason why its programs are left out, in one line; null when they run.</summary>
    public string? ReasonToLeaveOut => Tool is null ? $"{Name} is left out: there is no {Tools[0]} here. {HowToGet}" : null;

    /// <returns>The command that starts its server.</returns>
    /// <exception cref="PeerException">It is not here, or its program cannot be built.</exception>
    public WorkerCommand Command()
    {
        string tool = Tool ?? throw new PeerException(ReasonToLeaveOut!);
        string sources = Path.Combine(AppContext.BaseDirectory, "peers", Id);
        return this == Go
            ? new WorkerCommand(GoProgram.Build(tool, sources), [])
            : new WorkerCommand(tool, [Path.Combine(sources, "peer.py")]);
    }

    private static string? FindOnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{tool}.exe" : tool))
            .FirstOrDefault(File.Exists);
}
