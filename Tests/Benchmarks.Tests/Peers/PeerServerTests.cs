using ConcurrencyBench.Benchmarks.Article;
using ConcurrencyBench.Benchmarks.Peers;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Tests.Peers;

/// <summary>The servers of the other languages, where these are installed, and what becomes of one that misbehaves.</summary>
public sealed class PeerServerTests
{
    private const string Hello = """{"peer": "liar", "version": "1"}""";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Workload Small = Workload.Custom([5423, 12, 1, 97]);

    public static TheoryData<string> PythonIds => IdsOf(PeerLanguage.Python);

    public static TheoryData<string> GoIds => IdsOf(PeerLanguage.Go);

    [PeerTheory("python", needsProc: false)]
    [MemberData(nameof(PythonIds))]
    public void Run_EveryProgramInPython_FindsTheDivisors(string id) => AssertFindsTheDivisors(id);

    [PeerTheory("go", needsProc: false)]
    [MemberData(nameof(GoIds))]
    public void Run_EveryProgramInGo_FindsTheDivisors(string id) => AssertFindsTheDivisors(id);

    private static void AssertFindsTheDivisors(string id)
    {
        PeerSpec spec = PeerCatalog.All.Single(peer => peer.Id == id);
        using PeerServer server = PeerServer.Start(spec.Language.Command());
        Assert.Equal(spec.Language.Id, server.Hello.Peer);
        for (int run = 0; run < 2; run++)
        {
            AnswerCheck.ThrowIfWrong(Small, server.Run(new PeerRequest(spec.Variant, [.. Small.Numbers], 2), Limit));
        }
    }

    [LinuxFact]
    public void Run_AVariantThatFails_SaysWhyAndTheServerLivesOn()
    {
        using PeerServer server = PeerServer.Start(
            Shell($$"""echo '{{Hello}}'; read line; echo '{"error": "no such thing"}'; read line; echo '{"answers": [[1]]}'; read line""")
        );
        PeerException exception = Assert.Throws<PeerException>(() => server.Run(new PeerRequest("x", [1], 1), Limit));
        Assert.Contains("no such thing", exception.Message, StringComparison.Ordinal);
        Assert.Equal([1], Assert.Single(server.Run(new PeerRequest("x", [1], 1), Limit)));
    }

    [LinuxTheory]
    [InlineData("read line; echo nonsense; sleep 60", "'nonsense'")]
    [InlineData("read line; echo null; sleep 60", "'null'")]
    [InlineData("read line; echo why >&2; exit 3", "why")]
    [InlineData("sleep 60 & wait", "did not answer within")]
    public async Task Run_AServerThatMisbehaves_IsEndedWithAReason(string script, string expected)
    {
        PeerServer server = PeerServer.Start(Shell($"echo '{Hello}'; {script}"));
        int process = server.ProcessId;
        using (server)
        {
            PeerException exception = Assert.Throws<PeerException>(() => server.Run(new PeerRequest("x", [1], 1), TimeSpan.FromSeconds(1)));
            Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        }

        await OtherProcesses.AssertGoneAsync([process], TimeSpan.FromSeconds(2));
    }

    [LinuxFact]
    public void Start_AProgramThatIsNoPeer_SaysSo()
    {
        Assert.Contains(
            "no answer",
            Assert.Throws<PeerException>(() => PeerServer.Start(Shell("echo hi; sleep 60"))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "has ended",
            Assert.Throws<PeerException>(() => PeerServer.Start(Shell("exit 1"))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "/no/such/program",
            Assert.Throws<PeerException>(() => PeerServer.Start(new WorkerCommand("/no/such/program", []))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ReasonToLeaveOut_NoToolOnThePath_SaysHowToGetIt()
    {
        PeerLanguage missing = PeerLanguage.Python with { Tools = ["no-such-python"], Tool = null };
        Assert.Contains("there is no no-such-python here. Install", missing.ReasonToLeaveOut, StringComparison.Ordinal);
        Assert.Equal(missing.ReasonToLeaveOut, Assert.Throws<PeerException>(missing.Command).Message);
    }

    /// <summary>A measuring host that is killed leaves neither a server nor what that has started.</summary>
    [PeerTheory("python", needsProc: true)]
    [InlineData("python-process-per-number")]
    [InlineData("python-pool-map-resident")]
    public Task Main_KilledWhilePythonComputes_LeavesNoProcess(string id) => AssertLeavesNoProcessAsync(id);

    [PeerTheory("go", needsProc: true)]
    [InlineData("go-goroutine-per-number")]
    public Task Main_KilledWhileGoComputes_LeavesNoProcess(string id) => AssertLeavesNoProcessAsync(id);

    private static async Task AssertLeavesNoProcessAsync(string id)
    {
        PeerSpec spec = PeerCatalog.All.Single(peer => peer.Id == id);
        using TemporaryFolder folder = new();
        int[] family = [];
        await ProgramRun.RunAsync(
            "Benchmarks",
            [
                "bench",
                "--filter",
                $"*{string.Concat(id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}(*",
                "--inProcess",
                "--numbers",
                "9007199254740881,9007199254740881",
                "--artifacts",
                Path.Combine(folder.Path, "run"),
            ],
            Limit,
            environment: null,
            meanwhile: async host =>
            {
                int expected = spec.Language == PeerLanguage.Python ? 3 : 1;
                await Eventually.TrueAsync(() =>
                    (
                        family = [.. OtherProcesses.ChildrenOf(host.Id).SelectMany(child => OtherProcesses.ChildrenOf(child).Append(child))]
                    ).Length >= expected
                );
                OtherProcesses.KillHard(host.Id);
            }
        );
        await OtherProcesses.AssertGoneAsync(family, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task ServeAsync_ThisProgramAsAPeer_AnswersModelsAndKernels()
    {
        StringReader input = new(
            """
            {"variant": "parallel-for/ranges", "numbers": [12, 7], "workers": 2}
            {"variant": "square-root", "numbers": [12], "workers": 2}
            {"variant": "nothing", "numbers": [12], "workers": 2}
            nonsense
            """
        );
        StringWriter output = new();
        await OwnPeer.ServeAsync(input, output);
        string[] lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(5, lines.Length);
        Assert.Contains("[[1,2,3,4,6,12],[1,7]]", lines[1], StringComparison.Ordinal);
        Assert.Contains("[[1,2,3,4,6,12]]", lines[2], StringComparison.Ordinal);
        Assert.Contains("There is no variant nothing.", lines[3], StringComparison.Ordinal);
        Assert.Contains("JsonException", lines[4], StringComparison.Ordinal);
    }

    private static TheoryData<string> IdsOf(PeerLanguage language) =>
        [.. PeerCatalog.All.Where(spec => spec.Language == language).Select(spec => spec.Id)];

    private static WorkerCommand Shell(string script) => new("/bin/sh", ["-c", script]);
}
