using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Shards;

/// <summary>A shard of a merged result.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Validity">The checks of its own machine.</param>
/// <param name="Seconds">The time from its start to its last measurement, over all sessions.</param>
internal sealed record ShardResult(GateRun Run, RunValidity Validity, double Seconds)
{
    /// <summary>Its number.</summary>
    public Shard Shard => Run.Header.Settings.Shard!;

    public static ShardResult FromRun(GateRun run) => new(run, RunValidity.FromRun(run), ComputeSeconds(run));

    // Each session starts its clock at 0.
    private static double ComputeSeconds(GateRun run)
    {
        double earlier = 0;
        double session = 0;
        double start = 0;
        foreach (LaunchLine launch in run.Launches)
        {
            if (launch.StartedAtSeconds < start)
            {
                earlier += session;
                session = 0;
            }

            start = launch.StartedAtSeconds;
            session = Math.Max(session, launch.StartedAtSeconds + launch.ElapsedSeconds);
        }

        return earlier + session;
    }
}
