using BenchmarkDotNet.Attributes;

namespace ConcurrencyBench.GateSubject;

/// <summary>Benchmarks that behave, each as slow as <c>subject.json</c> says.</summary>
public class SubjectBenchmarks
{
    // About 2 ms.
    private const long Steps = 1_500_000;

    private static readonly long SpinSteps = SubjectWork.Scale(nameof(Spin), Steps);
    private static readonly long ParallelSteps = SubjectWork.Scale(nameof(SpinParallel), Steps / 2);
    private static readonly long Blocks = SubjectWork.Scale(nameof(Allocate), 1_000);
    private static readonly long TextSteps = SubjectWork.Scale(nameof(Parameterised), Steps / 10);

    /// <summary>One thread.</summary>
    [Benchmark]
    public ulong Spin() => SubjectWork.Spin(SpinSteps);

    /// <summary>Two threads, half the work each.</summary>
    [Benchmark]
    public void SpinParallel() => Parallel.Invoke(SpinHalf, SpinHalf);

    /// <summary>Blocks of 1 KB that nobody keeps.</summary>
    [Benchmark]
    public int Allocate()
    {
        int length = 0;
        for (long i = 0; i < Blocks; i++)
        {
            length += new byte[1024].Length;
        }

        return length;
    }

    /// <summary>Texts that a filter, a shell and a command line take for their own.</summary>
    /// <param name="text">Only its presence matters.</param>
    [Benchmark]
    [Arguments("plain")]
    [Arguments("two words")]
    [Arguments("a*b")]
    [Arguments("a--b")]
    [Arguments("[x] (y: \"z\", 'w')")]
    [Arguments("[x] (y: \"zz\", 'w')")]
    [Arguments("what?")]
    [Arguments("back\\slash, $HOME; `id` é")]
    public ulong Parameterised(string text) => SubjectWork.Spin(TextSteps + text.Length);

    private static void SpinHalf() => SubjectWork.Spin(ParallelSteps);
}
