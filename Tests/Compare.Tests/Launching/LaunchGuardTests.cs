using ConcurrencyBench.Compare.Processes;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Tests.Launching;

public sealed class LaunchGuardTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [UnixFact]
    public async Task Dispose_AProcessIsOpen_ItIsEnded()
    {
        using Sleeper sleeper = new();
        using (LaunchGuard guard = LaunchGuard.Start())
        {
            guard.Open(sleeper.Process);
        }

        await OtherProcesses.AssertGoneAsync([sleeper.Process.Id], TimeSpan.FromSeconds(10));
    }

    [UnixFact]
    public void Dispose_TheProcessWasClosed_ItLives()
    {
        using Sleeper sleeper = new();
        using (LaunchGuard guard = LaunchGuard.Start())
        {
            guard.Open(sleeper.Process);
            guard.Close(sleeper.Process.Id);
        }

        Assert.True(OtherProcesses.IsAlive(sleeper.Process.Id));
    }

    [Fact]
    public void Dispose_FoldersOpenAndClosed_OnlyTheOpenOneIsDeleted()
    {
        using TemporaryFolder folder = new();
        string open = Directory.CreateDirectory(Path.Combine(folder.Path, "with spaces")).FullName;
        string closed = Directory.CreateDirectory(Path.Combine(folder.Path, "closed")).FullName;
        File.WriteAllText(Path.Combine(open, "file"), "");
        using (LaunchGuard guard = LaunchGuard.Start())
        {
            guard.Open(open);
            guard.Open(closed);
            guard.Close(closed);
        }

        Assert.Equal([closed], Directory.GetFileSystemEntries(folder.Path));
    }

    /// <summary>Ctrl-C reaches every process of a terminal; the guard is there for what comes after it.</summary>
    [UnixFact]
    public void Dispose_AfterAnInterrupt_TheGuardStillDoesItsWork()
    {
        using TemporaryFolder folder = new();
        string open = Directory.CreateDirectory(Path.Combine(folder.Path, "open")).FullName;
        using (LaunchGuard guard = LaunchGuard.Start())
        {
            guard.Open(open);
            OtherProcesses.Interrupt(guard.Id);
            Assert.True(OtherProcesses.IsAlive(guard.Id));
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Open_TheGuardWasKilled_NothingHappens()
    {
        using LaunchGuard guard = LaunchGuard.Start();
        using (Process process = Process.GetProcessById(guard.Id))
        {
            process.Kill();
            Assert.True(process.WaitForExit(Limit));
        }

        guard.Open("somewhere");
        guard.Close("somewhere");
    }

    /// <summary>An id that is given again belongs to somebody else.</summary>
    [UnixFact]
    public void Run_TheIdIsOfALaterProcess_ItLives()
    {
        using Sleeper sleeper = new();
        DateTime start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        GuardedProcesses guarded = new(_ => start = start.AddSeconds(1));
        guarded.Run(Lines($"start {Text(sleeper.Process.Id)}"));
        Assert.True(OtherProcesses.IsAlive(sleeper.Process.Id));
    }

    [Theory]
    [InlineData("start")]
    [InlineData("start x")]
    [InlineData("start -1")]
    [InlineData("start 99999999999")]
    [InlineData("end 4")]
    [InlineData("gone nowhere")]
    [InlineData("")]
    [InlineData("something else")]
    public void Run_LinesWithoutMeaning_Ignored(string line) => new GuardedProcesses(ProcessTree.FindStart).Run(Lines(line));

    private static StringReader Lines(params string[] lines) => new(string.Join('\n', lines));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Sleeper : IDisposable
    {
        public Process Process { get; } = Process.Start("sleep", "120");

        public void Dispose()
        {
            Process.Kill();
            Assert.True(Process.WaitForExit(Limit));
            Process.Dispose();
        }
    }
}
