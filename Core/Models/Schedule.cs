namespace ConcurrencyBench.Core.Models;

/// <summary>The order in which workers run items; it limits the use of the machine that a model can make.</summary>
public enum Schedule
{
    /// <summary>One item after the other.</summary>
    Sequential,

    /// <summary>A thread or process for every item at once; the operating system shares the cores fairly among them.</summary>
    FairShare,

    /// <summary>An idle worker takes the next item, in the given order.</summary>
    DynamicInOrder,

    /// <summary>An idle worker takes an item, in an order of the scheduler's own.</summary>
    Dynamic,

    /// <summary>Every worker gets one contiguous slice of the items before the start.</summary>
    ContiguousStatic,

    /// <summary>Items are halved until they are small; an idle worker steals a half.</summary>
    Recursive,

    /// <summary>Item i is given to worker i modulo the number of workers before the first has ended.</summary>
    RoundRobin,
}
