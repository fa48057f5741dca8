namespace ConcurrencyBench.House.Tests.Laws;

/// <summary>Fails a test with everything that breaks its law.</summary>
internal static class Law
{
    /// <summary>Fails where anything breaks the law.</summary>
    /// <param name="law">The law, as a sentence.</param>
    /// <param name="offenders">What breaks it, one line each, with its place.</param>
    public static void Holds<T>(string law, IEnumerable<T> offenders) => Holds(law, 0, offenders);

    /// <summary>Fails where too much breaks the law.</summary>
    /// <param name="law">The law, as a sentence.</param>
    /// <param name="allowed">How many exceptions it has.</param>
    /// <param name="offenders">What breaks it, one line each, with its place.</param>
    public static void Holds<T>(string law, int allowed, IEnumerable<T> offenders)
    {
        ImmutableArray<T> all = [.. offenders];
        if (all.Length > allowed)
        {
            Assert.Fail($"{law} Found {all.Length}, allowed {allowed}:\n  {string.Join("\n  ", all)}");
        }
    }
}
