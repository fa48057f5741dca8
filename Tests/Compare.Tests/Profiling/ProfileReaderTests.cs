using System.Diagnostics.Tracing;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Profiling;
using Microsoft.Diagnostics.NETCore.Client;

namespace ConcurrencyBench.Compare.Tests.Profiling;

/// <summary>Files of a pair of processes that runs several benchmarks, one after another.</summary>
public sealed class ProfileReaderTests
{
    private static readonly TurnOutcome Outcome = new([1], [1], 1, 0, 0, 0, Unsteady: null, Unpinned: null, Fault: null);

    [Fact]
    public void Read_AnEarlierWarmUpBrokeOff_ItsFaultIsNotThatOfTheNext()
    {
        using TemporaryFolder folder = new();
        ProgramFiles program = new(folder.Path, "Program.dll");
        ProfileReader reader = new(folder.Path, program, program, new ChangedMethods([]));

        WriteCompilations(folder, [1, 2, 3]);
        reader.ReadCompilations();
        Assert.StartsWith("The compilations cannot be read", Read(reader), StringComparison.Ordinal);

        WriteCompilations(folder, RecordOwnCompilations());
        reader.ReadCompilations();
        Assert.StartsWith("The profile cannot be read", Read(reader), StringComparison.Ordinal);
    }

    private static string Read(ProfileReader reader) =>
        Assert.Throws<ProfileException>(() => reader.Read("N.C.Run", pair: 1, Outcome)).Message;

    private static void WriteCompilations(TemporaryFolder folder, byte[] content)
    {
        SideFiles files = SideFiles.In(folder.Path, ProfiledEvents.Compilations);
        File.WriteAllBytes(files.Baseline, content);
        File.WriteAllBytes(files.Candidate, content);
    }

    /// <summary>A whole file, as this process's own runtime writes it.</summary>
    private static byte[] RecordOwnCompilations()
    {
        const long Jit = 0x10;
        DiagnosticsClient client = new(Environment.ProcessId);
        using EventPipeSession session = client.StartEventPipeSession(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Verbose, Jit)],
            requestRundown: false
        );
        using MemoryStream content = new();
        Task copy = session.EventStream.CopyToAsync(content);
        session.Stop();
        copy.GetAwaiter().GetResult();
        return content.ToArray();
    }
}
