using System.Text;
using ConcurrencyBench.EchoWorker;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The command of a worker: where its program is, and what the worker finds around itself.</summary>
public sealed class WorkerCommandTests
{
    private const string OwnVariable = "WORKER_COLOUR";

    public static TheoryData<WorkerTransport> Transports => EchoPool.Transports;

    [Theory]
    [InlineData("MyWorker.dll")]
    [InlineData("bin/MyWorker.dll")]
    [InlineData("/opt/MyWorker.DLL")]
    public void NewPool_ALibraryAsTheProgram_SaysAtOnceWhatToUse(string library)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            new WorkerPool(new WorkerPoolOptions(new WorkerCommand(library, []), 1))
        );
        Assert.Contains($"WorkerCommand.DotNet(\"{library}\")", exception.Message, StringComparison.Ordinal);
        Assert.Contains("program 'MyWorker'", exception.Message, StringComparison.Ordinal);
        Assert.Equal("options.Command.FileName", exception.ParamName);
    }

    [Fact]
    public async Task DotNet_ARelativeLibrary_IsTheOneBesideTheHost()
    {
        Skip.When(Wine.LacksSdk);
        WorkerCommand command = WorkerCommand.DotNet(Path.Combine("echo-worker", "EchoWorker.dll"));
        using TemporaryFolder elsewhere = new();
        await using WorkerPool pool = new(EchoPool.Options(1) with { Command = command with { WorkingFolder = elsewhere.Path } });
        await pool.EchoAsync(10);
    }

    [Fact]
    public void DotNet_ItsArguments_FollowTheLibrary()
    {
        WorkerCommand command = WorkerCommand.DotNet("MyWorker.dll", "--speed", "2");
        Assert.Equal([Path.Combine(AppContext.BaseDirectory, "MyWorker.dll"), "--speed", "2"], command.Arguments);
    }

    /// <summary>Run by its library, this program is <c>dotnet</c>; run by its apphost, it is that.</summary>
    [Theory]
    [InlineData("EchoWorker.dll")]
    [InlineData(null)]
    public async Task ThisProgram_OfAHost_StartsTheSameProgram(string? library)
    {
        Skip.When(Wine.LacksSdk);
        string folder = Path.GetDirectoryName(EchoPool.Command.FileName)!;
        ProcessStartInfo start = library is null
            ? new(EchoPool.Command.FileName, ["again"])
            : new("dotnet", [Path.Combine(folder, library), "again"]);
        start.Environment["DOTNET_ROOT"] = DotNetHost.Folder;
        ProgramRun run = await ProgramRun.RunAsync(start, EchoPool.Limit, _ => Task.CompletedTask);
        Assert.Equal("answered", run.Output.Trim());
    }

    [Theory]
    [InlineData("dotnet")]
    [InlineData(null)]
    public async Task RunAsync_DotNetWithAMissingLibrary_NamesItsFullPath(string? dotnet)
    {
        using TemporaryFolder folder = new();
        WorkerCommand command = dotnet is null
            ? WorkerCommand.DotNet(Path.Combine(folder.Path, "MyWorker.dll"))
            : new WorkerCommand(dotnet, ["MyWorker.dll"]) { WorkingFolder = folder.Path };
        await using WorkerPool pool = new(EchoPool.Options(1) with { Command = command });
        WorkerStartException exception = await Assert.ThrowsAsync<WorkerStartException>(() => pool.AskAsync(Verb.Folder));
        Assert.Contains($"There is no file '{Path.Combine(folder.Path, "MyWorker.dll")}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("WorkerCommand.DotNet", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NoSuchWorkingFolder_NamesItAndItCanComeLater()
    {
        using TemporaryFolder parent = new();
        string folder = Path.Combine(parent.Path, "later");
        await using WorkerPool pool = new(EchoPool.Options(1) with { Command = EchoPool.Command with { WorkingFolder = folder } });
        WorkerStartException exception = await Assert.ThrowsAsync<WorkerStartException>(() => pool.AskAsync(Verb.Folder));
        Assert.Contains($"There is no folder '{folder}'", exception.Message, StringComparison.Ordinal);
        Directory.CreateDirectory(folder);
        Assert.Equal(Path.GetFileName(folder), Path.GetFileName(Text(await pool.AskAsync(Verb.Folder))));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_Variables_AreSetOverTheInheritedOnesAndUnderThePools(WorkerTransport transport)
    {
        const string Inherited = "PATH";
        WorkerCommand command = EchoPool.Command with
        {
            Environment = ImmutableDictionary<string, string?>
                .Empty.Add(OwnVariable, "blue")
                .Add(Inherited, null)
                .Add("DOTNET_EnableDiagnostics", "")
                .Add("WORKERPOOL_MARK", "/no/such/mark"),
        };
        await using WorkerPool pool = new(EchoPool.Options(1, transport) with { Command = command });
        Assert.Equal("blue", Text(await pool.AskAsync(Verb.Variable, text: OwnVariable)));
        Assert.Equal("", Text(await pool.AskAsync(Verb.Variable, text: Inherited)));
        Assert.Equal("", Text(await pool.AskAsync(Verb.Variable, text: "DOTNET_EnableDiagnostics")));
        Assert.Null(Environment.GetEnvironmentVariable(OwnVariable));
    }

    [Fact]
    public async Task RunAsync_NothingSet_InheritsVariablesAndFolder()
    {
        await using WorkerPool pool = EchoPool.New(1);
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), Text(await pool.AskAsync(Verb.Variable, text: "PATH")));
        Assert.Equal(Environment.CurrentDirectory, Text(await pool.AskAsync(Verb.Folder)));
    }

    /// <summary>Text of any length, with and without frames behind it, is named at once: nothing waits for a limit.</summary>
    [UnixTheory]
    [InlineData("printf 'Loading settings\\nReady\\n'; exec sleep 60", "'Loading settings'")]
    [InlineData("echo 'Hello, World!'", "'Hello, World!'")]
    [InlineData("printf Hi", "'Hi'")]
    [InlineData("printf ö; exec \"$0\"", "'ö'")]
    [InlineData("echo; exec \"$0\"", "an empty line")]
    [InlineData("echo 12; exec \"$0\"", "'12'")]
    [InlineData("echo a banner; exec \"$0\"", "'a banner'")]
    public async Task RunAsync_AProgramThatPrintsBeforeItServes_SaysSoWithItsText(string script, string text)
    {
        WorkerCommand command = new("/bin/sh", ["-c", script, EchoPool.Command.FileName]);
        await using WorkerPool pool = new(EchoPool.Options(1) with { Command = command, StartLimit = TimeSpan.FromMinutes(3) });
        WorkerStartException exception = await Assert.ThrowsAsync<WorkerStartException>(() => pool.AskAsync(Verb.Folder));
        Assert.Contains($"wrote text to its standard output before it served: {text}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("WorkerProgram.Serve before it prints anything", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The other transports do not read standard output.</summary>
    [UnixTheory]
    [InlineData(WorkerTransport.UnixSocket)]
    [InlineData(WorkerTransport.SharedMemory)]
    public async Task RunAsync_TextBesideAnotherTransport_DoesNoHarm(WorkerTransport transport)
    {
        WorkerCommand command = new("/bin/sh", ["-c", "echo a banner; exec \"$0\"", EchoPool.Command.FileName]);
        await using WorkerPool pool = new(EchoPool.Options(1, transport) with { Command = command });
        await pool.EchoAsync(100_000);
    }

    private static string Text(ReadOnlyMemory<byte> answer) => Encoding.UTF8.GetString(answer.Span);
}
