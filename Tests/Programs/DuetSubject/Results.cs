using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace ConcurrencyBench.DuetSubject;

/// <summary>Return types, and what counts in a result.</summary>
[BenchmarkCategory("Results")]
public class Results
{
    private readonly int[] _numbers = new int[10];
    private byte[] _last = [];
    private long _sum;
    private int _calls;
    private int _completed;

    [GlobalCleanup]
    public void Write() => Journal.Write($"calls {_calls}, completed {_completed}");

    [Benchmark]
    public async Task ReturnTask() => await CountAsync();

    [Benchmark]
    public async Task<int> ReturnTaskOfInt() => await CountAsync();

    [Benchmark]
    public async ValueTask ReturnValueTask() => await CountAsync();

    [Benchmark]
    public async ValueTask<string> ReturnValueTaskOfString() => (await CountAsync()).ToString(CultureInfo.InvariantCulture);

    [Benchmark]
    public void ReturnNothing() => Count();

    [Benchmark]
    public BigInteger ReturnStruct() => Count();

    [Benchmark]
    public ref int ReturnReference() => ref _numbers[Count() % 10];

    [Benchmark]
    public Span<int> ReturnSpan() => _numbers.AsSpan(Count() % 10);

    [Benchmark]
    [BenchmarkCategory("Bits")]
    public double ReturnDouble() => Count();

    [Benchmark(OperationsPerInvoke = 10)]
    public int TenOperations()
    {
        for (int i = 0; i < 10; i++)
        {
            _last = new byte[1000];
        }

        return _last.Length;
    }

    [Benchmark]
    public long OnAnotherThread()
    {
        Thread thread = new(() => _sum = Sum(100_000));
        thread.Start();
        thread.Join();
        return _sum;
    }

    [Benchmark]
    public void Wait() => Thread.Sleep(5);

    private static long Sum(int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += i ^ (sum >> 3);
        }

        return sum;
    }

    private int Count()
    {
        _completed++;
        return ++_calls;
    }

    private async Task<int> CountAsync()
    {
        _calls++;
        await Task.Yield();
        return ++_completed;
    }
}
