using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Duet.Running;

/// <summary>Calls a method in a loop and consumes its results.</summary>
/// <param name="target">The instance; null for a static method.</param>
/// <param name="method">The method's address.</param>
/// <param name="arguments">Its arguments, of the types of its parameters.</param>
/// <param name="sink">A <see cref="Sink{T}"/> of the type of its result; anything for a method without one.</param>
/// <param name="rounds">The rounds of the loop.</param>
internal delegate void LoopCode(object? target, nint method, object?[] arguments, object sink, long rounds);

/// <summary>The two loops around a method: 16 calls a round, and one.</summary>
/// <param name="target">The instance of the method; null for a static one.</param>
/// <param name="method">The method's address.</param>
/// <param name="shape">Its signature.</param>
/// <param name="arguments">Its arguments.</param>
internal sealed class Loop(object? target, nint method, MethodShape shape, object?[] arguments)
{
    private const int Unroll = 16;

    private readonly object _sink = LoopEmitter.CreateSink(shape);
    private readonly LoopCode _unrolled = LoopEmitter.Emit(shape, Unroll);
    private readonly LoopCode _single = LoopEmitter.Emit(shape, 1);

    /// <summary>Has both loops compiled, without a call.</summary>
    public void Prepare()
    {
        _unrolled(target, method, arguments, _sink, 0);
        _single(target, method, arguments, _sink, 0);
    }

    /// <summary>Calls the method a number of times. Profiles know it by its name.</summary>
    /// <returns>The time, nanoseconds.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public double Run(long invocations)
    {
        bool isUnrolled = invocations % Unroll == 0;
        LoopCode code = isUnrolled ? _unrolled : _single;
        long rounds = isUnrolled ? invocations / Unroll : invocations;
        long start = Stopwatch.GetTimestamp();
        code(target, method, arguments, _sink, rounds);
        long end = Stopwatch.GetTimestamp();
        return (end - start) * (1e9 / Stopwatch.Frequency);
    }
}
