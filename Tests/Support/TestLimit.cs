namespace ConcurrencyBench.Tests.Support;

/// <summary>How long one test may run, milliseconds. A test that takes longer fails under its own name.</summary>
internal static class TestLimit
{
    /// <summary>Of every test that names none: several times what the slowest takes on two busy cores.</summary>
    public const int Usual = 8 * 60_000;

    /// <summary>Of a test that only <c>./run.sh test-long</c> runs.</summary>
    public const int Long = 60 * 60_000;

    /// <summary>Of a test whose length the user chooses.</summary>
    public const int Day = 24 * Long;
}
