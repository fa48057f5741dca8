using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Duet.Running;

/// <summary>Takes the results of a loop, so that the compiler cannot leave out their computation.</summary>
/// <typeparam name="T">The type of the results.</typeparam>
internal sealed class Sink<T>
{
    /// <summary>The last result.</summary>
#pragma warning disable CS0649 // The code of the loops stores into it.
    public T? Value;
#pragma warning restore CS0649
}

/// <summary>Takes results that cannot be stored in a field.</summary>
internal static class Sink
{
    /// <summary>Takes the address of a result.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe void Keep(void* result) => _ = result;
}
