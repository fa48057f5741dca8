using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Tests.Gating.Records;

/// <summary>Saved run files stay readable: names in the code may change, keys in a file may not.</summary>
public sealed class RunFileTests : IDisposable
{
    private const string Saved = """
        {"line":"gate","schemaVersion":1,"settings":{"margin":0.02,"tolerance":0.05,"seed":1,"filters":[],"programArguments":[],"environment":[],"warmups":1,"launchLimitSeconds":60},"baseline":{"source":"a","description":"A","contentHash":"1"},"candidate":{"source":"b","description":"B","contentHash":"2"}}
        {"line":"session","startedUtc":"2026-11-01T00:00:00+00:00"}
        {"line":"probe","machine":"M","runtime":".NET 10","benchmarkDotNet":"0.15.8","cores":2,"cells":[{"name":"N.C.M","nanosecondsPerInvocation":5,"runsOncePerIteration":false}],"findings":[{"kind":"missing","name":"N.C.X","message":""}]}
        {"line":"plan","plan":{"cells":[{"cell":"N.C.M","summary":"lowerQuartile","iterations":3,"invocations":16,"pairsOne":9,"pairsTwo":18,"spread":0.01,"outlierShare":0,"launchSeconds":1,"minimumDetectableEffect":0.03}],"controlsOne":12}}
        {"line":"launch","phase":"stageOne","pair":0,"cell":"N.C.M","side":"twin","invocations":16,"operations":16,"nanosecondsPerOp":[5,6],"startedAt":1,"elapsed":2,"machine":{"spinNanoseconds":3}}

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("run-file-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Append_WhatASavedFileHolds_WritesTheSameKeys()
    {
        string saved = Path.Combine(_folder, "saved.jsonl");
        string written = Path.Combine(_folder, "written.jsonl");
        File.WriteAllText(saved, Saved.ReplaceLineEndings("\n"));

        GateRun run = RunFile.Read(saved);
        using (RunFile file = RunFile.Create(written))
        {
            file.Append(run.Header);
            file.Append(run.Sessions[0]);
            file.Append(run.Probe!);
            file.Append(new PlanLine(run.Plan!));
            file.Append(run.Launches[0]);
        }

        Assert.Equal(LaunchSide.Control, run.Launches[0].Side);
        Assert.Null(run.Probe!.Unchanged);
        Assert.Equal(File.ReadAllText(saved), File.ReadAllText(written));
    }

    [Fact]
    public void Read_ARunThatLeftOutBenchmarks_HasThem()
    {
        string saved = Path.Combine(_folder, "saved.jsonl");
        File.WriteAllText(
            saved,
            Saved
                .ReplaceLineEndings("\n")
                .Replace("\"seed\":1", "\"seed\":1,\"skipsUnaffected\":true", StringComparison.Ordinal)
                .Replace(
                    "\"findings\":[",
                    "\"unchanged\":{\"notMeasured\":[\"N.C.A(x: 1)\",\"N.C.B\"],\"checks\":[\"N.C.M\"]},\"findings\":[",
                    StringComparison.Ordinal
                )
        );

        GateRun run = RunFile.Read(saved);
        Assert.True(run.Header.Settings.SkipsUnaffected);
        Assert.Equal(["N.C.A(x: 1)", "N.C.B"], run.Probe!.Unchanged!.NotMeasured);
        Assert.Equal(["N.C.M"], run.Probe.Unchanged.Checks);
    }
}
