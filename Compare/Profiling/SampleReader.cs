using ConcurrencyBench.Analysis.Gating.Records;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Etlx;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>Reads the samples that were taken while the loop around a benchmark ran.</summary>
internal static class SampleReader
{
    /// <param name="path">A file of <see cref="ProfileSession"/>.</param>
    /// <param name="programFolder">The folder of the program; what is loaded from elsewhere belongs to the framework.</param>
    /// <param name="changed">The methods whose code changed.</param>
    /// <param name="nanosecondsPerOp">The time of an operation meanwhile.</param>
    /// <exception cref="ProfileException">It cannot be read.</exception>
    public static SideProfile Read(string path, string programFolder, ChangedMethods changed, double nanosecondsPerOp)
    {
        string converted = path + ".etlx";
        try
        {
            TraceLog.CreateFromEventPipeDataFile(path, converted);
            using TraceLog log = new(converted);
            StackCounter counter = new(programFolder, changed);
            foreach (TraceEvent @event in log.Events)
            {
                if (@event.ProviderName == "Microsoft-DotNETCore-SampleProfiler" && @event.CallStack() is { } stack)
                {
                    counter.Add(stack);
                }
            }

            return counter.ToProfile(nanosecondsPerOp);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new ProfileException($"The profile cannot be read: {exception.Message}");
        }
    }
}
