namespace ConcurrencyBench.Compare.Duets;

/// <summary>The lengths and limits of a duet.</summary>
internal sealed record DuetSettings
{
    /// <summary>The time that a turn takes, unless one invocation takes longer.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromMilliseconds(4);

    /// <summary>The turns of each side.</summary>
    public int Turns { get; init; } = 15;

    /// <summary>The time of all turns of both sides, beyond which there are fewer.</summary>
    public TimeSpan TurnsLimit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The time that a turn of the warm-up takes.</summary>
    public TimeSpan WarmUpTurn { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>The longest warm-up of both sides together.</summary>
    public TimeSpan WarmUpLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest time until a process serves, and for the setup of a benchmark.</summary>
    public TimeSpan SetupLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest turn, with its iteration setup and cleanup.</summary>
    public TimeSpan TurnLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Estimates the time of one side of a pair: setup, warm-up and turns.</summary>
    /// <param name="setup">The time of the setup.</param>
    /// <param name="invocation">The time of one invocation.</param>
    public TimeSpan EstimateSide(TimeSpan setup, TimeSpan invocation)
    {
        TimeSpan turn = invocation > Turn ? invocation : Turn;
        double turns = Math.Clamp(TurnsLimit / (2 * turn), TurnTaker.FewestTurns, Turns);
        TimeSpan needed = invocation * WarmUp.CountInvocationsNeeded(invocation.TotalNanoseconds);
        TimeSpan longest = TimeSpan.FromTicks(Math.Max(WarmUpLimit.Ticks / 2, invocation.Ticks * WarmUp.FewestInvocationsNeeded));
        TimeSpan shortest = WarmUpTurn * (2 * WarmUp.LargestGroup);
        return setup + TimeSpan.FromTicks(Math.Clamp(needed.Ticks, shortest.Ticks, longest.Ticks)) + (turns * turn);
    }
}
