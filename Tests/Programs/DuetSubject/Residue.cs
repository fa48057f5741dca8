using BenchmarkDotNet.Attributes;

namespace ConcurrencyBench.DuetSubject;

/// <summary>Benchmarks that run in a fresh process only, because each leaves something behind.</summary>
public class Residue
{
    private static int s_setups;

    [GlobalSetup]
    public void SetUp()
    {
        if (s_setups++ > 0)
        {
            throw new InvalidOperationException("Another benchmark was here.");
        }
    }

    [Benchmark]
    public int First() => s_setups;

    [Benchmark]
    public int Second() => s_setups;
}
